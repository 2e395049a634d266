set -e
git config --global user.name Robot
git config --global user.email robot@example.com
git init --quiet .
git add commit.sh
git commit --quiet --message "First"
echo "committed by $(git log -1 --format=%an)"
exec sleep infinity
