workers = 4
user = "www-data"
