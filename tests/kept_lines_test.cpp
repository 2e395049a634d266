// The places that the lines of sources and settings say are written.
#include <catch2/catch.hpp>

#include "kept_places.h"
#include "named_places.h"

using namespace dockerfix;

namespace {

// "PATH/" for a folder, "PATH" for what may be a file, with blanks between them.
std::string kept(std::string_view text, bool settings = false) {
  std::string out;
  for (const NamedPlace& place : places_kept(text, settings))
    out += (out.empty() ? "" : " ") + place.path + (place.folder ? "/" : "");
  return out;
}

struct Row {
  const char* text;
  const char* want;
};

}  // namespace

TEST_CASE("a source says what it keeps by the names that it gives") {
  const Row rows[] = {
      {"DATA_DIR = os.getenv('DATA_DIR', '/data')", "/data/"},
      {"const uploadDir = process.env.UPLOAD_DIR || '/srv/up';", "/srv/up/"},
      {"const { CACHE_PATH = '/cache' } = process.env", "/cache/"},
      {"dataDir := getEnv(\"DATA_DIR\", \"/data\")", "/data/"},
      {"flag.StringVar(&dbPath, \"db-path\", \"/srv/app.db\", \"\")", "/srv/app.db"},
      {"private String uploadFolder = \"/srv/up\";", "/srv/up/"},
      {"parser.add_argument(\n    \"--data-dir\", type=str,\n    default=\"/data\")", "/data/"},
      {"LOG_FILE = '/srv/notes/{day}.log'", "/srv/notes/"},
      {"log_file = f'/srv/notes/{day}.log'", "/srv/notes/"},
      {"url = 'sqlite:////srv/app.db'", "/srv/app.db"},
      {"new PDO('sqlite:/srv/app.db')", "/srv/app.db"},
      {"DriverManager.getConnection(\"jdbc:sqlite:/srv/app.db\")", "/srv/app.db"},
      {"\"Data Source=/srv/app.db\"", "/srv/app.db"},
      {"c.SetDefault(\"web.database.location\", \"/srv/db/app.db\")", "/srv/db/app.db"},
      {"return [\"upload_path\" => \"/srv/up\"];", "/srv/up/"},
      {"p.add_argument(\"--reports\", default=\"/reports\")", "/reports/"},
      {"#define LOG_FILE \"/logs/access.log\"", "/logs/access.log"},
      {"WORK_DIR = '/work'; WORK = '/x'", "/work/"},
      // Relative for SQLAlchemy, and from the root for others.
      {"url = 'sqlite:///srv/app.db'", ""},
      // Of the web, of what is read, and of others' tools.
      {"UPLOAD_URL = '/uploads'", ""},
      {"data_route_path = '/data'", ""},
      {"app.use('/uploads', upload)", ""},
      {"TEMPLATE_DIR = '/srv/templates'", ""},
      {"config_path = '/srv/app.yml'", ""},
      {"DB_PASSWORD_FILE = '/srv/secret'", ""},
      {"DATA = '/data'", ""},
      {"DB_PATH = '/db'", ""},  // a file or a folder
      {"DATA_DIR = ROOT + '/data'", ""},
      {"DATA_DIR = path.join(__dirname, '/data')", ""},
      {"$dataDir = __DIR__ . '/data';", ""},
      {"# DATA_DIR = '/data'", ""},
      {"DATA_DIR = '/'", ""},
      {"DATA_DIR = '", ""},
      {"", ""},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(kept(row.text) == row.want);
  }
}

TEST_CASE("a source says what it keeps by what it does") {
  const Row rows[] = {
      {"os.makedirs('/srv/up', exist_ok=True)", "/srv/up/"},
      {"fs.mkdirSync('/srv/up', { recursive: true })", "/srv/up/"},
      {"os.MkdirAll(filepath.Dir(\"/srv/up/x.db\"), 0o755)", "/srv/up/x.db"},
      {"std::fs::create_dir_all(\"/srv/up\")?;", "/srv/up/"},
      {"Files.createDirectories(Paths.get(\"/srv/up\"));", "/srv/up/"},
      {"Directory.CreateDirectory(\"/srv/up\");", "/srv/up/"},
      {"f, err := os.Create(\"/srv/up/out.txt\")", "/srv/up/out.txt"},
      {"open('/srv/out', 'w')", "/srv/out"},
      {"open('/srv/in')", ""},
      {"open(my $log, '>>', '/srv/up/x.log')", "/srv/up/x.log"},
      {"file_put_contents('/srv/up/x', $data);", "/srv/up/x"},
      {"fs.writeFileSync(\n  '/srv/up/x.json',\n  text)", "/srv/up/x.json"},
      {"UPLOADS = '/srv/up'\nos.makedirs(UPLOADS)", "/srv/up/"},
      {"const STORE = '/srv/s.json'\nfs.writeFileSync(STORE, '')", "/srv/s.json"},
      {"var dest string = \"/srv/up\"\nos.MkdirAll(dest, 0755)", "/srv/up/"},
      {"PLACE = Path('/srv/up')\nPLACE.mkdir()", "/srv/up/"},
      {"uri, err = uri.Parse(\"/api/v2\")\nif err := os.MkdirAll(d, 0755)", ""},
      {"page = render('/srv/page')\nopen(page, 'w')", ""},
      {"self.up = '/srv/up'\nos.makedirs(self.up)", "/srv/up/"},
      {"const a = '/srv/a'\nconst b = fs.createWriteStream(c)", ""},
      {"A = '/srv/up'\nos.makedirs(AB)", ""},
      {"A = '/srv/up'\nos.listdir(A)", ""},
      {"os.makedirs(base + '/up')", ""},
      {"open('/notes', 'w')", ""},  // a file of that name, or a folder
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(kept(row.text) == row.want);
  }
}

TEST_CASE("of a minified line nothing is read") {
  const std::string line = "DATA_DIR = '/data';";
  CHECK(kept(line + "\n" + std::string(longest_line, ' ') + line) == "/data/");
  CHECK(kept(std::string(longest_line, ' ') + line).empty());
}

TEST_CASE("where the program works in / its relative paths count as well") {
  const auto in_root = [](std::string_view text, bool settings = false) {
    std::string out;
    for (const NamedPlace& place : places_kept(text, settings, "/"))
      out += place.path + (place.folder ? "/ " : " ");
    return out;
  };
  CHECK(in_root("dbPath := env(\"DB_PATH\", \"./data/app.db\")") == "/data/app.db ");
  CHECK(in_root("sqlite3.connect('app.db')") == "/app.db ");
  CHECK(in_root("os.makedirs('logs/daily')") == "/logs/daily/ ");
  CHECK(in_root("data_dir: ./data", true) == "/data/ ");
  CHECK(in_root("MEDIA_TYPE = os.environ.get('MEDIA_TYPE', 'image/png')").empty());
  CHECK(in_root("LOG_FORMAT = env('LOG_FORMAT', 'json')").empty());
  CHECK(in_root("open('app.ini')").empty());
  CHECK(in_root("let path = Path::new(&folder).join(\"app.db\"); fs::write(path, x)").empty());
  CHECK(in_root("db_path: String, auto, |c| format!(\"{}/{}\", c.folder, \"app.db\")").empty());
  CHECK(in_root("const db = new Database('app.db')") == "/app.db ");
  CHECK(in_root("{ dataDir: './data', logLevel: 'x.y' }") == "/data/ ");
  CHECK(in_root("if (dataDir == 'a/b') {").empty());
  CHECK(kept("sqlite3.connect('app.db')").empty());
}

TEST_CASE("settings say what is kept by their keys") {
  const Row rows[] = {
      {"state_dir: /srv/state", "/srv/state/"},
      {"cache = /cache", "/cache/"},
      {"{\"storage\": {\"dir\": \"/srv/s\", \"tmp\": \"/scratch/t\"}}", "/srv/s/ /scratch/t/"},
      {"storage:\n  type: file\n  path: /srv/s\n", "/srv/s/"},
      {"\"uploads\": {\n  \"dir\": \"/srv/up\"\n}", "/srv/up/"},
      {"DB_FILE=/srv/app/app.sqlite", "/srv/app/app.sqlite"},
      {"DATABASE_URL=sqlite:////srv/app/app.sqlite", "/srv/app/app.sqlite"},
      {"spring.datasource.url=jdbc:h2:file:/srv/h2/db", "/srv/h2/db"},
      {"upload_url: /uploads", ""},
      {"routes:\n  path: /srv/s\n", ""},
      {"path: /srv/s\n", ""},
      {"templates: /srv/t", ""},
      {"# cache = /cache", ""},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(kept(row.text, true) == row.want);
  }
}

TEST_CASE("a name is read in each of the ways that names are written") {
  CHECK(upper_name("dataDir") == "DATA_DIR");
  CHECK(upper_name("data-dir") == "DATA_DIR");
  CHECK(upper_name("HTTPPort") == "HTTPPORT");
  CHECK(kept_by("uploadFolder") == Kept::folder);
  CHECK(kept_by("sqlite.path") == Kept::file);
  CHECK(kept_by("PIP_CACHE_DIR") == Kept::nothing);
  CHECK(kept_by("") == Kept::nothing);
  CHECK(may_keep("CONFIG_PATH"));
  CHECK(may_keep("JENKINS_HOME"));
  for (const char* const name : {"APP_HOME", "JAVA_HOME", "MODEL_PATH", "NODE_PATH", "PATH",
                                 "COMPOSER_HOME", "CONFIG", "SECRET_FILE", ""})
    CHECK_FALSE(may_keep(name));
  CHECK_FALSE(names_a_place("data"));
  CHECK_FALSE(names_a_place(""));
}
