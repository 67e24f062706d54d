"""The words of an operator's day (tests/flow/test_day.py), in both languages."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Who there is, and what they write."""
    language: str
    operator: tuple  # name, login
    colleague: tuple
    contact: tuple
    category: str
    below: str
    subject: str
    question: str
    answer: str
    thanks: str
    note: str
    category_command: str
    wrong_command: str
    level_command: str
    note_command: str
    close_command: str
    doubt: str
    first: str
    late: str
    last: str
    closing: str
    again: str
    fresh_commands: str
    fresh_subject: str
    fresh: str


ITALIAN = Words(
    language="it", operator=("Olga Ferri", "olga.ferri"), colleague=("Bruno Sala", "bruno.sala"), contact=("Mario Bianchi", "mario.bianchi"),
    category="Tributi", below="TARI", subject="Importo della TARI",
    question="Buongiorno,\nl'avviso di quest'anno è il doppio dell'anno scorso. È giusto?\nMario Bianchi",
    answer="Buongiorno signor Bianchi,\nquanti metri quadri ha la casa, e da quando ci abita?\nOlga Ferri",
    thanks="70 metri, dal 2019. Sull'avviso ne leggo 140.",
    note="Il catasto dice 70: la superficie è stata contata due volte.",
    category_command="#categoria TARI", wrong_command="#categoria TASI", level_command="#livello avanzato", note_command="#nota",
    close_command="#chiudi sgravio fatto, pratica 88",
    doubt="Per lo sgravio serve chi ha la firma: Bruno, ci pensi tu?",
    first="Buongiorno,\nha ragione: la superficie era contata due volte. Le mandiamo l'avviso corretto entro venerdì.\nBruno Sala",
    late="Buongiorno,\nha ragione, stiamo correggendo l'avviso.\nOlga Ferri",
    last="Grazie, aspetto l'avviso.",
    closing="Buongiorno,\nl'avviso corretto è nella sua area: non deve fare altro.\nOlga Ferri",
    again="Buongiorno,\nl'avviso corretto non è ancora arrivato.",
    fresh_commands="#nuovo\n#contatto mario.bianchi@demo.example\n#categoria TARI", fresh_subject="Rata di dicembre",
    fresh="Buongiorno,\nle ricordiamo che la rata di dicembre scade il 16.\nOlga Ferri")

ENGLISH = Words(
    language="en", operator=("Helen Moore", "helen.moore"), colleague=("Brian Cole", "brian.cole"), contact=("Mary White", "mary.white"),
    category="Taxes", below="Waste", subject="Amount of the waste tax",
    question="Good morning,\nthis year's bill is twice that of last year. Is it right?\nMary White",
    answer="Good morning Mrs White,\nhow many square metres has your home, and since when do you live there?\nHelen Moore",
    thanks="70 square metres, since 2019. The bill says 140.",
    note="The register says 70: the floor was counted twice.",
    category_command="#category Waste", wrong_command="#category Wast", level_command="#level advanced", note_command="#note",
    close_command="#close relief granted, file 88",
    doubt="A relief needs somebody who may sign: Brian, will you?",
    first="Good morning,\nyou are right: the floor was counted twice. We send the corrected bill by Friday.\nBrian Cole",
    late="Good morning,\nyou are right, we are correcting the bill.\nHelen Moore",
    last="Thank you, I wait for the bill.",
    closing="Good morning,\nthe corrected bill is on your page: there is nothing else to do.\nHelen Moore",
    again="Good morning,\nthe corrected bill has not arrived yet.",
    fresh_commands="#new\n#contact mary.white@demo.example\n#category Waste", fresh_subject="December instalment",
    fresh="Good morning,\nplease remember that the December instalment is due on the 16th.\nHelen Moore")
