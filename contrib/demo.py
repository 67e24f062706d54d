"""A whole office on loopback: contrib/demo [up|down|status|env|logs]

up      installs what is missing, builds, starts the servers, sends a mail, shows its ticket
down    stops everything; the state in var/demo stays
status  which server runs, and the URLs
env     shell assignments for scripts
logs    the last lines of every server
"""
import shlex
import smtplib
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

sys.dont_write_bytecode = True
TOP = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOP / "contrib"))
from stack import Stack, open_folder, wait_for  # noqa: E402
from stack.build import build  # noqa: E402
from stack.seed import seed  # noqa: E402

STATE = TOP / "var/demo"
SUBJECT = "Documenti per il 730"
TEXT = """Buongiorno,

vorrei sapere quali documenti servono per il 730 di quest'anno.
Ho anche le spese mediche di mia figlia.

Grazie, Mario Rossi
"""


def say(text):
    print(text, flush=True)


def open_stack():
    return Stack(open_folder(STATE), TOP / "var/root")


def send_mail(stack):
    mail = EmailMessage()
    mail["From"] = "Mario Rossi <mario.rossi@demo.example>"
    mail["To"] = "support@demo.example"
    mail["Subject"] = SUBJECT
    mail["Message-ID"] = "<demo-first-mail@demo.example>"
    mail.set_content(TEXT)
    with smtplib.SMTP("127.0.0.1", stack.memo["ports"]["smtp"]) as server:
        server.send_message(mail)


def first_ticket(stack):
    tickets = [row for row in stack.turnod.call("ticket", "list") if row["subject"] == SUBJECT]
    return stack.turnod.call("ticket", "show", tickets[-1]["number"]) if tickets else None


def acknowledged(stack, number):
    rows = stack.turnod.call("outbox", "list")
    return any(row["ticket"] == number and row["kind"] == "acknowledgement" and row["state"] == "sent" for row in rows)


def show_ticket(stack, ticket):
    say(f"\nTicket #{ticket['number']}: {ticket['subject']}")
    say(f"  from      {ticket['contact']['name']} <{ticket['contact']['address']}>")
    say(f"  category  {ticket['category']}")
    say(f"  turn      {ticket['turn']}")
    for line in ticket["posts"][0]["visible_text"].strip().splitlines():
        say(f"  | {line}")
    for event in ticket["events"]:
        say(f"  {event['at'][:19]}  {event['type']}")
    say(f"  acknowledgement with a magic link: {'sent' if acknowledged(stack, ticket['number']) else 'waiting'}")


def show_places(stack):
    values = stack.environment()
    passwords = stack.memo["passwords"]
    say(f"\nOperators   {values['TURNO_LOGIN_URL']}")
    for login, what in (("anna", "admin, everything"), ("marco", "CAF, Base"), ("riccardo", "CAF Advanced, Immigrazione Base")):
        say(f"            {login:<9} {passwords[login]}  ({what})")
    say(f"Mail        imaps://127.0.0.1:{values['IMAPS_PORT']}  smtp://127.0.0.1:{values['SMTP_PORT']}  "
        f"any address @demo.example, password {values['MAIL_PASSWORD']}")
    say(f"Command     {values['TURNO']} ticket list")
    say(f"Authority   {values['CA_FILE']}")
    say("Scripts     eval \"$(contrib/demo env)\"")


def up():
    subprocess.run([TOP / "contrib/install-packages", "demo"], check=True)
    stack = open_stack()
    say("building …")
    folder = build(TOP, TOP / "var/build")
    say("starting …")
    stack.prepare(folder)
    seed(stack.turnod, stack.memo["passwords"])
    stack.turnod.start()
    if first_ticket(stack) is None:
        say(f"sending a mail of mario.rossi@demo.example to support@demo.example: {SUBJECT}")
        send_mail(stack)
    ticket = wait_for(lambda: first_ticket(stack), 30, "ticket for the mail")
    wait_for(lambda: acknowledged(stack, ticket["number"]), 30, "acknowledgement")
    show_ticket(stack, first_ticket(stack))
    show_places(stack)


def down():
    if STATE.exists():
        open_stack().stop()


def status():
    if not STATE.exists():
        say("never started: contrib/demo up")
        sys.exit(3)
    stack = open_stack()
    for server in stack.servers:
        say(f"{server.name:<10} {'runs, pid ' + str(server.pid()) if server.pid() else 'stopped'}")
    show_places(stack)
    sys.exit(0 if all(server.pid() for server in stack.servers) else 3)


def env():
    if not STATE.exists():
        sys.exit("contrib/demo: never started")
    for name, value in open_stack().environment().items():
        say(f"{name}={shlex.quote(str(value))}; export {name}")


def logs():
    stack = open_stack()
    for server in stack.servers:
        say(f"== {server.name} ({stack.host.state}/log/{server.name}.log)\n{stack.host.log_tail(server.name, 30)}")


def main():
    verbs = {"up": up, "down": down, "status": status, "env": env, "logs": logs}
    verb = sys.argv[1] if len(sys.argv) > 1 else "up"
    if len(sys.argv) > 2 or verb not in verbs:
        sys.exit(__doc__)
    try:
        verbs[verb]()
    except (RuntimeError, TimeoutError, OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"contrib/demo: {error}")


main()
