import os
from http.server import BaseHTTPRequestHandler, HTTPServer


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<h1>shop</h1>")


if __name__ == "__main__":
    HTTPServer(("0.0.0.0", int(os.environ["DATABRICKS_APP_PORT"])), Page).serve_forever()
