import http.server
import ssl

with open("requests.log", "a") as log:
    log.write("start\n")
server = http.server.HTTPServer(("", 8443), http.server.SimpleHTTPRequestHandler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("certs/server.crt", "certs/server.key")
server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
