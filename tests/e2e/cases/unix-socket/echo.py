import os
import socket

path = os.environ["SOCKET"]
if os.path.exists(path):
    os.unlink(path)
server = socket.socket(socket.AF_UNIX)
server.bind(path)
server.listen()
print("listening")
while True:
    client, _ = server.accept()
    client.sendall(client.recv(1000))
    client.close()
