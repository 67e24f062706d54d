"""Random conversations, as scenarios: mails and acts of a contact and two operators, with words by which each text is found again."""
from .scenario import read_text

HEAD = """\
== R21: conversation {number}
category Tasse
contact Luca customer=Famiglia
contact Sara customer=Famiglia
operator Olga
operator Bruno base
stranger Gino
category own closed_reply=reopen
category Tasse closed_reply=reopen
"""
# (step of a conversation, how often)
WEIGHTS = (("ask", 3), ("reply_by_mail", 3), ("reply_by_web", 3), ("note", 4), ("note_and_answer", 4), ("note_with_file", 2),
           ("level", 3), ("move", 3), ("close", 2), ("reopen", 1), ("quote_a_note", 3), ("say_a_note", 4), ("command", 5),
           ("open_by_mail", 2), ("draft", 1), ("open_with_note", 2), ("practice", 1), ("knowledge", 1), ("forge", 1),
           ("intrude", 1), ("absent", 1), ("assign", 1), ("office_note", 1))


class Conversation:
    """One conversation. secrets: words that no contact may ever meet → where they stand; told: words that he does read."""

    def __init__(self, rng, number, steps):
        self.rng, self.number = rng, number
        self.secrets, self.told = {}, []
        self.is_closed, self.is_raised, self.has_office_note, self.place, self.count = False, False, False, "own", 0
        self.rows = [HEAD.format(number=number)]
        self._mail(f"from Luca to support\n| Subject: Pratica {number}\n|\n| Buongiorno, chiedo {self._told()} per favore.\n    ticket T")
        for name in steps:
            getattr(self, "do_" + name)()

    @classmethod
    def some(cls, rng, count, length):
        """Conversations of so many steps, in which each kind of step is done by one at least."""
        names, weights = zip(*WEIGHTS)
        plans = [list(names[number::count]) for number in range(count)]
        for plan in plans:
            plan += rng.choices(names, weights, k=max(length - len(plan), 0))
            rng.shuffle(plan)
        return [cls(rng, number, plan) for number, plan in enumerate(plans)]

    @property
    def scenario(self):
        return read_text("leak", "\n".join(self.rows) + "\n")[0]

    # Words

    def _word(self):
        return "zq" + "".join(self.rng.choice("abcdefghkmnprstuvwxyz") for _ in range(14))

    def _secret(self, where):
        word = self._word()
        self.secrets[word] = f"{where} of conversation {self.number}"
        return word

    def _told(self):
        self.told.append(self._word())
        return self.told[-1]

    def _note(self, where):
        """The words of a note: more than eight."""
        return f"Solo per noi in ufficio: parola {self._secret(where)} e poi richiamare con calma il cliente entro la fine del mese"

    def _name(self):
        self.count += 1
        return f"m{self.count}"

    # Steps

    def _mail(self, text):
        self.rows.append(f"mail {self._name()} {text}")

    def _act(self, text):
        self.rows.append(f"act {text}")

    def do_ask(self):
        way = self.rng.choice(["answering acknowledgement", "answering acknowledgement unquoted",
                               "to support\n| Subject: Ancora {token of acknowledgement to Luca}\n|"])
        self._mail(f"from Luca {way}\n| Aggiungo {self._told()} alla richiesta.")
        self.is_closed = False

    def do_reply_by_mail(self):
        self._mail(f"from Olga answering {self.rng.choice(['first ', ''])}notification\n| Le rispondo {self._word()} per posta.")

    def do_reply_by_web(self):
        if not self.is_closed:
            self._act(f'reply by Olga ticket={{T}} text="Le rispondo {self._told()} dal sito." pass_turn={self.rng.choice(["true", "false"])}')

    def _note_text(self, where, more=""):
        self._act(f'note by Olga ticket={{T}} text="{self._note(where)}"{more}')

    def do_note(self):
        self._note_text("note by web")

    def do_note_and_answer(self):
        if self.is_raised:
            return
        self._note_text("note by web that Bruno is told of", ' colleagues=["{id Bruno}"]')
        self._mail(f'from Bruno answering notification\n| {self._note("note by mail")}')

    def do_note_with_file(self):
        if self.is_raised:
            return
        name, words = self._secret("name of a note's file"), self._secret("a note's file")
        self._note_text("note by web before a file", ' colleagues=["{id Bruno}"]')
        self._mail(f'from Bruno answering notification\n| Attach: {name}.txt text/plain {words}\n|\n| {self._note("note by mail with a file")}')

    def do_level(self):
        self.do_reopen()
        self.is_raised = not self.is_raised
        self._act(f'level by Olga ticket={{T}} level={"advanced" if self.is_raised else "base"} confirm=true note="{self._note("change of level")}"')

    def do_move(self):
        self.do_reopen()
        self.place = "Tasse" if self.place == "own" else "own"
        where = "{category-id Tasse}" if self.place == "Tasse" else "{category-id}"
        self._act(f'move by Olga ticket={{T}} category={where} note="{self._note("move")}"')

    def do_close(self):
        if not self.is_closed:
            self._act(f'close by Olga ticket={{T}} effective=partly note="{self._note("closing")}" title="{self._secret("title of a review")}"'
                      f' improve="{self._note("review")}"')
            self.is_closed = True

    def do_reopen(self):
        if self.is_closed:
            self._act("reopen by Olga ticket={T}")
            self.is_closed = False

    def do_quote_a_note(self):
        """To the contact, with the mail about a note quoted below."""
        if self.is_raised:
            return
        self._note_text("note that is quoted", ' colleagues=["{id Bruno}"]')
        self._mail('from Bruno to "{address of first notification to Bruno}"\n| Le confermo l\'appuntamento.\n|\n'
                   '| {quote of notification to Bruno}')

    def do_say_a_note(self):
        """To the contact, with the words of a note as if they were his own."""
        note = self._note("note that is said again")
        self._act(f'note by Olga ticket={{T}} text="{note}"')
        self._mail(f"from Olga answering notification unquoted\n| Buongiorno, ecco.\n| {note}\n| A presto.")

    def do_command(self):
        """What commands keep inside: the text of a note, the value of a closing, a mail of which one command is refused or misspelt."""
        kind = self.rng.choice(["#nota", "#note", "#chiudi", "#categoria Nessuna di queste\n|", "@nota", "#nott", "#livello avanzato\n| #boh"])
        if kind == "#chiudi":
            self.do_reopen()
            self.is_closed = True
        self._mail(f"from Olga answering first notification\n| {kind} {self._note('mail with ' + kind)}")

    def do_open_by_mail(self):
        """A ticket with a note alone, once the operator has confirmed it."""
        self._mail("from Olga to support\n| Subject: Telefonata\n|\n| #nuovo\n| #contatto {Luca}\n| #nota\n| "
                   + self._note("note that opens a ticket"))
        self._act('confirm by nobody token="{confirm of parked to Olga}"')

    def do_draft(self):
        self._act(f'draft_save by Olga contact={{id Luca}} category={{category-id}} subject="{self._secret("subject of a draft")}"'
                  f' text="{self._note("text of a draft")}" note="{self._note("note of a draft")}"')

    def do_open_with_note(self):
        whom = self.rng.choice(["contact={id Luca}", "contact={id Sara}"])
        self._act(f'open by Olga {whom} category={{category-id}} subject="Per lei" text="Le scriviamo {self._told()} noi."'
                  f' note="{self._note("note at opening")}"')

    def do_practice(self):
        if not self.is_closed:
            self._act(f'practice_from_ticket by Olga ticket={{T}} description="{self._note("description of a practice")}"')

    def do_knowledge(self):
        self._act(f'knowledge_save by Olga category={{category-id}} level=base title="{self._secret("title of knowledge")}"'
                  f' text="{self._note("knowledge")}"')

    def do_forge(self):
        self._mail(f'from Olga to "{{address of acknowledgement to Luca}}"\n| {self._note("mail in the name of an operator")}')

    def do_intrude(self):
        self._mail(f'from Gino to "{{address of acknowledgement to Luca}}"\n| {self._note("mail of a stranger")}')

    def do_absent(self):
        self._mail(f'from Olga answering first notification unquoted\n| Auto-Submitted: auto-replied\n|\n| {self._note("absence of an operator")}')

    def do_assign(self):
        self.do_reopen()
        self._act("assign by Olga ticket={T} operator={id Olga}")

    def do_office_note(self):
        if self.has_office_note:
            return
        self.has_office_note = True
        self.rows.append("sql select turno.contact_set(jsonb_build_object('address', '{Luca}', "
                         + "'notes', '" + self._note("note about a person") + "'))")
