"""Certificates of every bad kind, made for one test run by openssl(1)."""
import hashlib
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

DAY = timedelta(days=1)
IDN = "xn--mnchen-3ya.localhost"  # münchen.localhost


class BadPki:
    """Below a folder: NAME.pem and NAME.key of each certificate. `authority`: files ca.pem and ca.key that turnod believes."""

    def __init__(self, folder, authority):
        self.folder, self.authority = Path(folder), Path(authority)
        self._serial = 1000
        self._make_authority("stranger")

    def _openssl(self, *words):
        subprocess.run(["openssl", *map(str, words)], cwd=self.folder, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)

    def _make_authority(self, name):
        self._openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30",
                      "-subj", f"/CN={name}", "-addext", "basicConstraints=critical,CA:TRUE",
                      "-keyout", f"{name}.key", "-out", f"{name}.pem")

    def make(self, name, names="DNS:localhost,IP:127.0.0.1", begin=-1, end=30, issuer=None, common_name="localhost"):
        """A certificate for subjectAltName `names`, valid from begin to end days from today; gives (certificate, key).

        issuer: None the authority of the office, "self", or "stranger".
        """
        now = datetime.now(timezone.utc)
        begin, end = ((now + days * DAY).strftime("%Y%m%d%H%M%SZ") for days in (begin, end))
        self._serial += 1
        (self.folder / f"{name}.cnf").write_text(
            "[ca]\ndefault_ca = a\n[a]\nnew_certs_dir = .\ndatabase = index\nserial = serial\ndefault_md = sha256\n"
            f"policy = p\nx509_extensions = x\nunique_subject = no\n[p]\ncommonName = supplied\n[x]\n"
            f"subjectAltName = {names}\nbasicConstraints = CA:FALSE\nextendedKeyUsage = serverAuth\n")
        (self.folder / "index").write_text("")
        (self.folder / "serial").write_text(f"{self._serial:04x}\n")
        self._openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                      "-subj", f"/CN={common_name}", "-keyout", f"{name}.key", "-out", f"{name}.csr")
        signer = {None: ["-cert", self.authority / "ca.pem", "-keyfile", self.authority / "ca.key"],
                  "stranger": ["-cert", "stranger.pem", "-keyfile", "stranger.key"],
                  "self": ["-selfsign", "-keyfile", f"{name}.key"]}[issuer]
        self._openssl("ca", "-batch", "-notext", "-config", f"{name}.cnf", *signer, "-startdate", begin, "-enddate", end,
                      "-in", f"{name}.csr", "-out", f"{name}.pem")
        return self.folder / f"{name}.pem", self.folder / f"{name}.key"

    def pin(self, certificate):
        """SHA-256 of its public key, as turno(1) says to get it."""
        pem = subprocess.run(["openssl", "x509", "-in", certificate, "-noout", "-pubkey"], check=True,
                             stdout=subprocess.PIPE).stdout
        der = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "der"], input=pem, check=True,
                             stdout=subprocess.PIPE).stdout
        return hashlib.sha256(der).hexdigest()
