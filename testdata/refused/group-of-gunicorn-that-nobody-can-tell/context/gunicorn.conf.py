import os
group = os.getenv("GUNICORN_GROUP")
