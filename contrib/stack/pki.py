"""A certificate authority of our own and one certificate for 127.0.0.1 and localhost."""
LEAF = """subjectAltName=DNS:localhost,DNS:mail.demo.example,IP:127.0.0.1
basicConstraints=CA:FALSE
extendedKeyUsage=serverAuth
"""


class Pki:
    """Files: ca.pem, server.pem, server.key."""

    def __init__(self, host):
        self.host = host
        self.folder = host.folder("pki", mode=0o755)
        self.ca = self.folder / "ca.pem"
        self.certificate = self.folder / "server.pem"
        self.key = self.folder / "server.key"

    def prepare(self):
        """Makes what is missing."""
        if self.certificate.exists():
            return
        self._openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", "/CN=turno demo CA",
                      "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign",
                      "-keyout", "ca.key", "-out", "ca.pem")
        self.host.write(self.folder / "server.ext", LEAF)
        self._openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
                      "-keyout", "server.key", "-out", "server.csr")
        self._openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
                      "-days", "825", "-extfile", "server.ext", "-out", "server.pem")
        self.ca.chmod(0o644)

    def _openssl(self, *args):
        self.host.run("openssl", *args, cwd=self.folder)
