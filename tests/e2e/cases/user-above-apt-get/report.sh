echo '{"state": "fine"}' | jq -r .state >report.txt
echo "written by $(id -un)"
exec sleep infinity
