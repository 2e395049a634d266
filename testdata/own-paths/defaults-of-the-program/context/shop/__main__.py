import json
import os

from dotenv import load_dotenv

load_dotenv()
DATA_DIR = os.getenv("DATA_DIR", "/data")
TEMPLATE_DIR = os.getenv("TEMPLATE_DIR", "/templates")
CACHE_DIR = os.getenv("CACHE_DIR", "/srv/shop/cache")
REPORTS = "/reports"
settings = json.load(open("settings.json"))
os.makedirs(REPORTS, exist_ok=True)
os.makedirs(DATA_DIR + "/new", exist_ok=True)
