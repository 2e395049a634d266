import os, docker

STATE = os.environ.get("STATE", "/var/lib/shop/orders/state")
LOG = f"/var/log/shop/daily/{os.getpid()}.log"
PID = '/run/shop.pid'
DATABASE = "sqlite:////data/shop.db"
TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount/token"
client = docker.DockerClient(base_url="unix:///var/run/docker.sock")


def app(env, start):
    start("200 OK", [("Location", "/data/orders")])
    return [b"see http://localhost/var/log/other/x"]
