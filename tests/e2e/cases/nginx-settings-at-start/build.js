const fs = require("fs");
fs.mkdirSync("dist");
fs.writeFileSync("dist/index.html", "<script>api = '@API_URL@'</script>\n");
