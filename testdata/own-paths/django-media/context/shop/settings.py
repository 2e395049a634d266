DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": BASE_DIR / "state" / "db.sqlite3",
    }
}
STATIC_ROOT = BASE_DIR / "collected"
MEDIA_ROOT = "/srv/shop-media"
