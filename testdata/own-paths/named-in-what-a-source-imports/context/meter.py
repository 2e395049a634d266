import store.disk as disk
from web import serve
