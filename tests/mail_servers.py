"""Real servers on loopback: Dovecot, Postfix and Radicale, each with a configuration and folders of its own.

    servers = mail_servers()            # started at first use, one set for a test process
    servers.dovecot.imap                # a port; any user, the password PASSWORD
    servers.postfix.submission          # mail to anybody @acme.example comes to Dovecot; nothing leaves the machine

Absent programs skip the test with the reason, or fail it where everything is required (PACELINE_REQUIRE=1).
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

import pytest
from cases import REQUIRED
from token_office import TokenOffice

PASSWORD = "s3cret"
DOMAIN = "acme.example"
CERTIFICATE = Path(__file__).parent / "connectors" / "localhost.pem"
"""For localhost and 127.0.0.1, signed by itself, with its key."""
FULL = "full"
"""A user whose quota is used up by two mails."""
LARGE = "large"
"""A user whose mails lie many in a file, as on large servers; the others' are a file each."""


def absent(reason: str) -> NoReturn:
    pytest.fail(reason) if REQUIRED else pytest.skip(reason)


def program(name: str, package: str) -> str:
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
    return shutil.which(name, path=path) or absent(f"{name} is not here: install Debian's {package}")


# --- Dovecot: IMAP, LMTP, and who may log in -------------------------------------------------------------------------


@dataclass(frozen=True)
class Dovecot:
    folder: Path
    imap: int
    imaps: int
    lmtp: int
    sasl: int
    tokens: TokenOffice
    """Whose access tokens XOAUTH2 and OAUTHBEARER accept."""

    def deliver(self, user: str, *mails: bytes) -> None:
        """By LMTP, in this order."""
        import smtplib

        with smtplib.LMTP("127.0.0.1", self.lmtp) as door:
            door.ehlo()
            for raw in mails:
                door.sendmail("ana@acme.example", f"{user}@{DOMAIN}", raw, ["BODY=8BITMIME"])

    def put(self, user: str, *mails: bytes, folder: str = "INBOX") -> None:
        """As they are, by IMAP's APPEND."""
        with closing(self.login(user)) as client:
            for raw in mails:
                client.append(folder, raw)

    def login(self, user: str) -> Any:
        """An IMAPClient of somebody else's, for looking and for meddling."""
        from imapclient import IMAPClient

        client = IMAPClient("127.0.0.1", self.imap, ssl=False, timeout=60)
        client.login(user, PASSWORD)
        client.close = client.logout
        return client


def start_dovecot(folder: Path) -> Dovecot:
    command = program("dovecot", "dovecot-imapd and dovecot-lmtpd")
    version = subprocess.run([command, "--version"], capture_output=True, text=True, check=True).stdout
    if not version.startswith("2.3."):
        absent(f"these tests write configuration for Dovecot 2.3; here is {version.strip()}")
    imap, imaps, lmtp, sasl = free_ports(4)
    tokens = TokenOffice().start()
    server = Dovecot(folder, imap, imaps, lmtp, sasl, tokens)
    (folder / "oauth2").write_text(
        f"introspection_mode = get\nintrospection_url = {tokens.url}/introspect?token=\n"
        "username_attribute = username\nactive_attribute = active\nactive_value = true\n"
    )
    special = {FULL: "userdb_quota_rule=*:messages=2", LARGE: "userdb_mail=mdbox:~/mdbox"}
    rows = (f"{user}:{{PLAIN}}{PASSWORD}::::::{fields}\n" for user, fields in special.items())
    (folder / "users").write_text("".join(rows))
    (folder / "home").mkdir()
    own(folder / "home", "nobody")
    (folder / "conf").write_text(dovecot_configuration(server))
    run([command, "-F", "-c", str(folder / "conf")], folder / "out", until=lambda: answers(imap) and answers(lmtp))
    return server


def dovecot_configuration(server: Dovecot) -> str:
    folder = server.folder
    root = os.geteuid() == 0
    internal, login = ("dovecot", "dovenull") if root else (str(os.geteuid()),) * 2
    mail, group = ("nobody", "nogroup") if root else (str(os.geteuid()), str(os.getegid()))
    return f"""\
protocols = imap lmtp
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
instance_name = paceline-tests
default_internal_user = {internal}
default_login_user = {login}
first_valid_uid = 1
ssl = yes
ssl_cert = <{CERTIFICATE}
ssl_key = <{CERTIFICATE}
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
auth_username_format = %Ln
auth_failure_delay = 0
recipient_delimiter = +
mail_location = maildir:~/Maildir
mail_fsync = never
mail_max_userip_connections = 200
mail_plugins = quota
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2
}}
passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = {folder}/users
}}
passdb {{
  driver = static
  mechanisms = plain login
  args = password={PASSWORD}
}}
userdb {{
  driver = passwd-file
  args = {folder}/users
  override_fields = uid={mail} gid={group} home={folder}/home/%n
}}
userdb {{
  driver = static
  args = uid={mail} gid={group} home={folder}/home/%n allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
}}
protocol imap {{
  mail_plugins = quota imap_quota
}}
plugin {{
  quota = count:User quota
  quota_vsizes = yes
}}
service imap-login {{
  service_count = 0
  process_min_avail = 1
  inet_listener imap {{
    port = {server.imap}
  }}
  inet_listener imaps {{
    port = {server.imaps}
    ssl = yes
  }}
}}
service imap {{
  service_count = 100
}}
service lmtp {{
  inet_listener lmtp {{
    port = {server.lmtp}
  }}
}}
service auth {{
  inet_listener {{
    port = {server.sasl}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
protocol lmtp {{
  lmtp_save_to_detail_mailbox = no
}}
"""


# --- Postfix: submission, delivery to Dovecot ------------------------------------------------------------------------


@dataclass(frozen=True)
class Postfix:
    folder: Path
    submission: int
    """STARTTLS, and a login before anything else."""
    submissions: int
    """TLS at once."""
    plain: int
    """Neither, for this machine."""
    plain_with_login: int
    """A login, and no TLS: so that a test sees what is said."""

    def drain(self, seconds: float = 120) -> None:
        """Wait until all mail that it took has been delivered. Raises TimeoutError."""
        queues = [self.folder / "queue" / name for name in ("maildrop", "incoming", "active", "deferred")]
        deadline = time.monotonic() + seconds
        while any(path.is_file() for queue in queues for path in queue.rglob("*")):
            if time.monotonic() > deadline:
                raise TimeoutError("Postfix still has mail in its queue")
            time.sleep(0.02)


def start_postfix(folder: Path, dovecot: Dovecot) -> Postfix:
    command = program("postfix", "postfix")
    if os.geteuid() != 0:
        absent("Postfix starts as root only")
    server = Postfix(folder, *free_ports(4))
    for name, owner in (("queue", "root"), ("data", "postfix")):
        (folder / name).mkdir()
        own(folder / name, owner)
    (folder / "known").write_text("if !/^unknown[@+]/\n/./ yes\nendif\n")
    (folder / "main.cf").write_text(postfix_configuration(folder, dovecot))
    (folder / "master.cf").write_text(postfix_services(server))
    try:
        subprocess.run([command, "-c", str(folder), "start"], capture_output=True, text=True, check=True, timeout=60)
    except subprocess.CalledProcessError as error:
        pytest.fail(f"Postfix does not start: {error.stderr[-300:]}")
    atexit.register(stop_postfix, command, folder)
    wait(lambda: answers(server.plain), "Postfix")
    return server


def stop_postfix(command: str, folder: Path) -> None:
    with suppress(OSError, subprocess.SubprocessError):
        subprocess.run([command, "-c", str(folder), "stop"], capture_output=True, timeout=120, check=False)


def postfix_configuration(folder: Path, dovecot: Dovecot) -> str:
    return f"""\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.{DOMAIN}
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
virtual_mailbox_domains = {DOMAIN}
virtual_mailbox_maps = regexp:{folder}/known
virtual_transport = lmtp:inet:127.0.0.1:{dovecot.lmtp}
default_transport = error:5.7.1 nothing leaves this machine
relay_transport = error:5.7.1 nothing leaves this machine
recipient_delimiter = +
lmtp_line_length_limit = 0
lmtp_destination_concurrency_limit = 1
lmtp_destination_recipient_limit = 1
message_size_limit = 30000000
local_header_rewrite_clients =
smtpd_tls_cert_file = {CERTIFICATE}
smtpd_tls_key_file = {CERTIFICATE}
smtpd_tls_security_level = may
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{dovecot.sasl}
smtpd_client_connection_rate_limit = 0
smtpd_error_sleep_time = 0
smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination
"""


def postfix_services(server: Postfix) -> str:
    secured = "-o smtpd_sasl_auth_enable=yes -o smtpd_client_restrictions=permit_sasl_authenticated,reject"
    return f"""\
127.0.0.1:{server.plain} inet n - n - - smtpd
127.0.0.1:{server.submission} inet n - n - - smtpd -o smtpd_tls_security_level=encrypt {secured}
127.0.0.1:{server.submissions} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes {secured}
127.0.0.1:{server.plain_with_login} inet n - n - - smtpd {secured}
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
tlsmgr unix - - n 1000? 1 tlsmgr
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


# --- Radicale: CalDAV ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Radicale:
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def forget(self) -> None:
        """All sync tokens."""
        for tokens in (self.folder / "collections").rglob(".Radicale.cache/sync-token"):
            shutil.rmtree(tokens)


def start_radicale(folder: Path) -> Radicale:
    if not find_spec("radicale"):
        absent("Radicale is not here: make .venv/.installed")
    [port] = free_ports(1)
    server = Radicale(folder, port)
    (folder / "users").write_text("".join(f"{user}:{PASSWORD}\n" for user in ("team", "ana", "eve")))
    (folder / "rights").write_text(
        "[own]\nuser: .+\ncollection: {user}(/[^/]+)?\npermissions: RrWw\n"
        "[root]\nuser: .+\ncollection:\npermissions: R\n"
        "[shared with the team]\nuser: team\ncollection: ana(/[^/]+)?\npermissions: Rr\n"
    )
    (folder / "conf").write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n"
        f"[auth]\ntype = htpasswd\nhtpasswd_filename = {folder}/users\nhtpasswd_encryption = plain\ndelay = 0\n"
        f"[rights]\ntype = from_file\nfile = {folder}/rights\n"
        f"[storage]\nfilesystem_folder = {folder}/collections\n"
        "[logging]\nlevel = warning\n"
    )
    run([sys.executable, "-m", "radicale", "-C", str(folder / "conf")], folder / "out", until=lambda: answers(port))
    return server


# --- starting and stopping -------------------------------------------------------------------------------------------


MEMORY = "/dev/shm"


@cache
def folder(within: str = "/tmp") -> Path:
    """Short, for the sockets within it, and open to the servers' own users."""
    path = Path(tempfile.mkdtemp(prefix="paceline-", dir=within))
    path.chmod(0o755)
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


def part(name: str, within: str = "/tmp") -> Path:
    path = folder(within) / name
    path.mkdir(exist_ok=True)
    return path


@cache
def dovecot() -> Dovecot:
    return start_dovecot(part("imap"))


@cache
def postfix() -> Postfix:
    return start_postfix(part("smtp"), dovecot())


@cache
def radicale() -> Radicale:
    # It waits for the disk at every small file, and holds little.
    return start_radicale(part("dav", MEMORY if os.access(MEMORY, os.W_OK) else "/tmp"))


def run(command: list[str], output: Path, *, until: Callable[[], bool]) -> None:
    """Start a server that stays until this process ends."""
    with output.open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, start_new_session=True)
    atexit.register(stop, process)
    try:
        wait(lambda: process.poll() is not None or until(), command[0])
    except TimeoutError:
        pytest.fail(f"{command[0]} does not answer: {output.read_text()[-500:]}")
    if process.poll() is not None:
        pytest.fail(f"{command[0]} does not start: {output.read_text()[-500:]}")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def wait(until: Callable[[], bool], what: str, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not until():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} does not answer")
        time.sleep(0.02)


def answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def free_ports(number: int) -> list[int]:
    doors = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [door.getsockname()[1] for door in doors]
    for door in doors:
        door.close()
    return ports


def own(path: Path, user: str) -> None:
    if os.geteuid() == 0:
        shutil.chown(path, user)
