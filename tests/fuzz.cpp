// Any bytes: no crash, and every promise kept.
#include <cstdio>
#include <cstdlib>

#include "check.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const dockerfix::Policy policy = policy_for(text);
  for (const std::string& broken : broken_promises(text, policy)) {
    std::fprintf(stderr, "%s\nwith %s\n", broken.c_str(), options_of(policy).c_str());
    std::abort();
  }
  return 0;
}
