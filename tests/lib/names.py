"""Pages as an office of long names would have them: every name and subject of this one in its HTML, followed by a word that finds no end."""
import re

LONG = "Documentazioneintegrativaprevidenzialeeassistenzialearretrata"
NAMES = """
select name_it from turno.status union select name_en from turno.status union select name_it from turno.priority union select name_en from turno.priority
union select name_it from turno.practice_state union select name_en from turno.practice_state union select name from turno.practice_model
union select unnest(string_to_array(path, ' › ')) from turno.category union select name from turno.customer union select name from turno.contact
union select name from turno.operator union select login from turno.operator union select address from turno.address union select tag from turno.ticket_tag
union select name from turno.mailbox union select subject from turno.ticket union select subject from turno.mail union select name from turno.attachment
"""


def escaped(text):
    """As the pages have it."""
    for letter, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;")):
        text = text.replace(letter, entity)
    return text


class Longer:
    """Makes a page longer, by the names that a world has now."""

    def __init__(self, world):
        names = sorted((name for name, in world.rows(NAMES) if name and len(name) > 2), key=len, reverse=True)
        self._name = re.compile("|".join(re.escape(escaped(name)) for name in names))

    def __call__(self, html):
        return re.sub(r">[^<>]+<", lambda text: self._name.sub(lambda name: f"{name[0]} {LONG}", text[0]), html)
