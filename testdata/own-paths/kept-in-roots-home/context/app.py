import os

TOKEN_FILE = "/root/.config/shop/token.json"
os.makedirs(os.path.dirname(TOKEN_FILE), exist_ok=True)
