shuf -n 1 all >today
echo "chosen"
exec sleep infinity
