// Any bytes: no crash, and every promise kept.
#include <cstdio>
#include <cstdlib>

#include "check.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  dockerfix::Policy policy;
  policy.unsafe_fixes = true;
  for (const std::string& broken : broken_promises(text, policy)) {
    std::fprintf(stderr, "%s\n", broken.c_str());
    std::abort();
  }
  return 0;
}
