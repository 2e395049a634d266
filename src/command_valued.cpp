// The table of options that take a value.
#include <string>

#include "command_options.h"

namespace dockerfix::commands {
namespace {

struct Valued {
  std::string_view names;
  std::string_view options;
};

// Only options whose value could be taken for an operand, or is a path. getopt(3) of each tool.
constexpr Valued valued_table[] = {
    {"apt apt-get apt-cache apt-mark aptitude apt-key",
     "-o -c -t -a --option --config-file --target-release --default-release --host-architecture "
     "--keyring"},
    {"dpkg dpkg-deb", "--root --admindir --instdir --log --path-exclude --path-include -Z -z -S"},
    {"apk",
     "-p --root -X --repository -t --virtual --keys-dir --repositories-file --arch --cache-dir "
     "--wait --progress-fd -o --output"},
    {"yum dnf dnf5 microdnf tdnf dnf-3 yum-config-manager yumdownloader",
     "-c -x -d -e -R --config --installroot --setopt --enablerepo --disablerepo --releasever "
     "--exclude --repo --repoid --destdir --downloaddir --add-repo --repofrompath --forcearch"},
    {"rpm rpmbuild", "-D -E -r --root --dbpath --define --prefix --relocate --eval"},
    {"zypper", "-R --root -r --repo -t --type -c --config --from --installroot"},
    {"pacman", "-r -b --root --dbpath --config --cachedir --overwrite --arch"},
    {"gpg gpg1 gpg2",
     "-o -u -r --output --homedir --keyring --secret-keyring --keyserver --keyserver-options "
     "--default-key --passphrase --passphrase-file --passphrase-fd --recipient --local-user "
     "--status-fd --trust-model --pinentry-mode"},
    {"mkdir", "-m --mode"},
    {"cp mv ln", "-t -S --target-directory --suffix"},
    {"install", "-t -S -m -o -g --target-directory --suffix --mode --owner --group"},
    {"rsync",
     "-e -f -T -B -M --rsh --exclude --include --exclude-from --include-from --files-from --filter "
     "--chown --chmod --temp-dir --log-file --rsync-path --compare-dest --link-dest --copy-dest "
     "--backup-dir --suffix --bwlimit --timeout --port --info --partial-dir"},
    {"touch", "-t -d -r --date --reference --time"},
    {"chown chgrp", "--from --reference"},
    {"chmod", "--reference"},
    {"chcon", "-u -r -t -l --reference"},
    {"setfacl", "-m -x -M -X --modify --remove --set --set-file --restore"},
    {"truncate", "-s -r --size --reference"},
    {"mktemp", "-p --tmpdir --suffix"},
    {"sed", "-e -f -l -s? -i? --expression --file --line-length"},
    {"perl", "-e -E -0? -i? -I -M? -m? -x? -C? -D? -F? -l?"},
    {"awk gawk mawk", "-f -v -F -i --include"},
    {"sort", "-o -k -t -S -T --output --key --field-separator"},
    {"patch", "-d -i -p -o -r -B -D -F -V -Y -z --directory --input --output --strip"},
    {"curl",
     "-o -d -D -H -X -u -A -e -b -c -F -T -x -m -w -K -r -C -E -z -Y -y -t -Q -P -U --output "
     "--output-dir --header --data --data-raw --data-binary --request --user --user-agent "
     "--referer --cookie --cookie-jar --dump-header --form --proxy --retry --retry-delay "
     "--retry-max-time --connect-timeout --max-time --write-out --config --cacert --cert --key "
     "--url --resolve --proto --proto-redir --tls-max --max-redirs --ciphers --noproxy --range "
     "--limit-rate --speed-limit --speed-time --interface --stderr --trace"},
    {"wget",
     "-O -P -o -a -t -T -w -Q -U -i -e -B -A -R -D -I -X -l --output-document --directory-prefix "
     "--output-file --append-output --tries --timeout --wait --header --user-agent --user "
     "--password --input-file --execute --accept --reject --post-data --ca-certificate --progress "
     "--retry-on-http-error --waitretry --read-timeout --secure-protocol --cut-dirs --level"},
    {"aria2c", "-d -o -x -s -j -k -i -l --dir --out --input-file"},
    {"tar bsdtar gtar",
     "-f -C -T -X -I -K -N -V -g -b -H -L -s --file --directory --files-from --exclude "
     "--exclude-from --use-compress-program --strip-components --strip --transform --owner "
     "--group --mode --one-top-level? --starting-file --xform"},
    {"unzip", "-d -x -P"},
    {"cpio", "-D -E -F -H -I -O -R -C -M --directory --file --owner --format"},
    {"split", "-a -b -C -l -n"},
    {"git",
     "-C -c -b -B -o -u -j -n -m -F -f --git-dir --work-tree --branch --depth --origin --jobs "
     "--reference --separate-git-dir --template --config --filter --shallow-since --file --get "
     "--bundle-uri --server-option"},
    {"mkcert", "words -cert-file -key-file -p12-file -csr"},
    {"openssl",
     "words -out -in -keyout -subj -days -config -newkey -key -cert -CA -CAkey -CAcreateserial "
     "-set_serial "
     "-extfile -extensions -addext -passout -passin -pass -inkey -certfile -name -reqexts -CAfile "
     "-outform -inform -pubkey -algorithm -pkeyopt -genparam -writerand -salt"},
    {"ssh-keygen", "-f -t -b -N -C -P -E -F -R -H -s -I -n -V -z -m -a"},
    {"keytool",
     "words -keystore -alias -file -storepass -keypass -dname -keyalg -keysize -validity -ext "
     "-storetype -srckeystore -destkeystore -deststorepass -srcstorepass -srcstoretype "
     "-deststoretype -srcalias -destalias -destkeypass -srckeypass -sigalg"},
    {"update-alternatives alternatives", "words --log --altdir --admindir"},
    {"install-php-extensions docker-php-ext-install", "-j"},
    {"npm",
     "--prefix -C --registry --cache --userconfig --globalconfig --loglevel --location --omit "
     "--include --only -w --workspace --fetch-timeout --fetch-retries --network-timeout "
     "--script-shell"},
    {"yarn",
     "--cwd --prefix --modules-folder --cache-folder --global-folder --registry --network-timeout "
     "--network-concurrency --mutex --use-yarnrc --link-folder"},
    {"pnpm", "-C --dir --store-dir --filter -F --registry --prefix --modules-dir --global-dir"},
    {"bun", "--cwd --registry --cache-dir"},
    {"corepack", "--install-directory -o --output"},
    {"npx", "-p --package -c --call"},
    {"pip",
     "-r -c -e -t -i -f -d -w --requirement --constraint --editable --target --index-url "
     "--extra-index-url --find-links --prefix --root --src --cache-dir --dest --wheel-dir "
     "--trusted-host --timeout --retries --only-binary --no-binary --platform --python-version "
     "--implementation --abi --progress-bar --upgrade-strategy --proxy --log --global-option "
     "--install-option --config-settings --python --use-feature --root-user-action"},
    {"uv",
     "-r -c -e -t -p -o -P --requirement --constraint --editable --target --prefix --python "
     "--index-url --default-index --index --extra-index-url --find-links --extra --group "
     "--no-group --only-group --package --directory --project --cache-dir --python-preference "
     "--link-mode --upgrade-package --output-file --no-binary --only-binary --resolution "
     "--index-strategy --with --install-dir --out-dir --torch-backend --override "
     "--build-constraint"},
    {"venv virtualenv pyvenv",
     "-p --python --prompt --app-data --seeder --pip --setuptools --wheel"},
    {"poetry",
     "-C -P --directory --project --with --without --only --extras -E --format -o --output"},
    {"pipenv", "--python --pypi-mirror --categories"},
    {"pipx", "--python --pip-args --spec --suffix --index-url"},
    {"conda mamba micromamba",
     "-n -p -c -f -r --name --prefix --channel --file --root-prefix --solver"},
    {"gem",
     "-v -i -n -s -P --version --install-dir --bindir --source --document --trust-policy "
     "--platform"},
    {"bundle bundler",
     "-j -r -w --jobs --retry --path --without --with --gemfile --binstubs? --jobs? --cache-path "
     "--target-rbconfig"},
    {"composer",
     "-d --working-dir --prefer-install --ignore-platform-req --stability --repository"},
    {"go",
     "words -o -C -ldflags -tags -gcflags -asmflags -mod -modfile -p -pkgdir -buildmode -run "
     "-timeout "
     "-coverprofile -overlay -toolexec"},
    {"cargo",
     "-p -j -F -Z --root --target-dir --target --features --bin --version --git --branch --tag "
     "--rev "
     "--path --profile --package --manifest-path --jobs --config --index --registry --example"},
    {"dotnet",
     "-o -c -r -f -v -p -s -a --output --configuration --runtime --framework --verbosity --source "
     "--tool-path --version --configfile --arch --os --packages --self-contained? --version-suffix "
     "--artifacts-path --add-source --name --username --password --interactive? -n -u"},
    {"mvn mvnw",
     "words -f -s -P -T -pl -rf -l -gs -t -b --file --settings --activate-profiles --threads "
     "--projects "
     "--log-file --global-settings"},
    {"gradle gradlew",
     "words -p -b -c -g -x -I --project-dir --build-file --settings-file --gradle-user-home "
     "--exclude-task --init-script --project-cache-dir --max-workers"},
    {"make gmake mingw32-make", "-C -f -o -W -I -j? -l? -O? --directory --file --makefile --jobs?"},
    {"ninja samu", "-C -f -j -k -l -d -t"},
    {"cmake",
     "-B -S -G -D -U -C -A -T -t -j? --build --install --target --prefix --config --component "
     "--preset "
     "--parallel? --strip-components"},
    {"meson", "-C -D --prefix --destdir --buildtype --backend --cross-file --native-file --tags"},
    {"configure", "--prefix --host --build --target --srcdir --with-cc-opt"},
    {"gcc g++ cc c++ clang clang++ c99 cpp ld as gfortran musl-gcc",
     "words -o -I -L -D -l -x -isystem -include -MF -MT -MQ -T"},
    {"php", "-d -c -f -r -z -B -R -F -E -t -S"},
    {"python pypy", "-c -m -W -X"},
    {"node nodejs", "-e -p -r --eval --print --require --import --loader"},
    {"ruby", "-e -r -I -C -E"},
    {"java", "words -jar -cp -classpath -p --class-path --module-path -m --module"},
    {"javac", "words -d -cp -classpath -source -target -sourcepath -encoding -release --release"},
    {"playwright", "-b --browser --channel"},
    {"nltk.downloader", "-d -u"},
    {"hf huggingface-cli",
     "--local-dir --cache-dir --revision --include --exclude --token --repo-type"},
    {"crontab", "-u"},
    {"chroot", "--userspec --groups"},
    {"mount", "-t -o -L -U"},
    {"mknod mkfifo", "-m -Z --mode"},
    {"mkfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mke2fs mkfs.xfs mkfs.vfat mkfs.btrfs",
     "-t -b -L -N -O -E -T -m -F? -n -i -I"},
    {"renice", "-n -p -g -u --priority"},
    {"date", "-I? -d -f -r -s --date --file --reference --set"},
    {"locale-gen localedef", "-i -f -A --inputfile --charmap --alias-file"},
    {"find", "words"},
    {"cpanm", "-l -L -M --local-lib --local-lib-contained --mirror --installdeps? --from"},
    {"luarocks", "--tree --server --lua-version --lua-dir --from"},
    {"rustup rustup-init", "-t -c --default-toolchain --profile --toolchain --component --target"},
    {"zip", "-x -i -b -n -t -P"},
    {"7z 7za 7zr", "words"},
    {"nginx openresty", "-c -g -p -e"},
    {"xz gzip bzip2 zstd", "-S -T -o --suffix --threads"},
};

}  // namespace

std::string_view valued_options(std::string_view command) {
  const std::vector<const Valued*> rows = rows_named<Valued>(valued_table, command);
  return rows.empty() ? std::string_view() : rows.front()->options;
}

}  // namespace dockerfix::commands
