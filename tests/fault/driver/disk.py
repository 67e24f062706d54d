"""A small file system of its own for PGDATA, so that it can be filled without harm to the machine."""
import os
import subprocess

from stack import wait_for


class SmallDisk:
    """A tmpfs in a mount namespace of the servers' user; commands enter it with `words`.

    An ordinary user may mount in a user namespace of his own. Where the kernel forbids that,
    `why_not` says so, `words` is empty, and the folder is an ordinary one.
    """

    def __init__(self, host, name, size_mib):
        self.host = host
        self.folder = host.folder(name)
        self.size_mib = size_mib
        self.words = []
        self.why_not = ""
        self._holder = None

    def mount(self):
        """Mounts it, or notes why that is not possible."""
        script = f"mount -t tmpfs -o mode=700,size={self.size_mib}m tmpfs '{self.folder}' && echo mounted && exec sleep infinity"
        self._holder = subprocess.Popen(
            ["unshare", "--user", "--map-current-user", "--keep-caps", "--mount", "sh", "-c", script],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True, **self._as_user())
        said = self._holder.stdout.readline().strip()
        if said != "mounted":
            self._holder.wait()
            self._holder = None
            self.why_not = f"no file system can be mounted here: {said}"
            return
        self.words = ["nsenter", "--target", str(self._holder.pid), "--user", "--mount", "--preserve-credentials"]

    def _as_user(self):
        user = self.host.user
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}

    @property
    def _ballast(self):
        return self.folder / "ballast"

    def fill(self):
        """Leaves not a byte free."""
        self.host.run(*self.words, "sh", "-c", f"dd if=/dev/zero of='{self._ballast}' bs=64k 2>/dev/null; :")

    def release(self):
        """Gives the space back."""
        self.host.run(*self.words, "rm", "-f", self._ballast)

    def free_mib(self):
        """MiB that are free."""
        return int(self.host.run(*self.words, "df", "--output=avail", "-BM", self.folder).split()[-1].rstrip("M"))

    def close(self):
        """Unmounts it: it goes with the last process in it."""
        if self._holder is not None:
            self._holder.kill()
            wait_for(lambda: self._holder.poll() is not None, 10, "end of the small disk")
