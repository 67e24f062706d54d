/* How the months and halves of a day are called in dates that people read: each word for a
 * month in all its cases and abbreviations, January first. */
#include "config.h"
#include "parse/language_table.h"

#include <glib.h>

const struct language_row language_month[] = {
    {"en", USE_MONTH,
	"January|February|March|April|May|June|July|August|September|October|November|"
	"December"},
    {"en", USE_MONTH, "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"},
    {"en", USE_MONTH, "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept|Oct|Nov|Dec"},
    {"en", USE_MORNING, "AM|A.M"},
    {"en", USE_AFTERNOON, "PM|P.M"},
    {"it", USE_MONTH,
	"gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|"
	"dicembre"},
    {"it", USE_MONTH, "gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic"},
    {"it", USE_MONTH, "genn|febbr|mar|apr|magg|giugn|lugl|ag|sett|ott|nov|dic"},
    {"de", USE_MONTH,
	"Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"},
    {"de", USE_MONTH, "Jan|Feb|Mrz|Apr|Mai|Juni|Juli|Aug|Sep|Okt|Nov|Dez"},
    {"de", USE_MONTH, "Jänner|Feber|Mär|Apr|Mai|Jun|Jul|Aug|Sept|Okt|Nov|Dez"},
    {"fr", USE_MONTH,
	"janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|"
	"décembre"},
    {"fr", USE_MONTH, "janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc"},
    {"es", USE_MONTH,
	"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|"
	"diciembre"},
    {"es", USE_MONTH, "ene|feb|mar|abr|may|jun|jul|ago|setiembre|oct|nov|dic"},
    {"pt", USE_MONTH,
	"janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|"
	"dezembro"},
    {"pt", USE_MONTH, "jan|fev|mar|abr|mai|jun|jul|ago|set|out|nov|dez"},
    {"nl", USE_MONTH,
	"januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|"
	"december"},
    {"nl", USE_MONTH, "jan|feb|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec"},
    {"sv", USE_MONTH,
	"januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|"
	"december"},
    {"da", USE_MONTH,
	"januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"},
    {"no", USE_MONTH,
	"januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"},
    {"no", USE_MONTH, "jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|des"},
    {"fi", USE_MONTH,
	"tammikuuta|helmikuuta|maaliskuuta|huhtikuuta|toukokuuta|kesäkuuta|heinäkuuta|"
	"elokuuta|syyskuuta|lokakuuta|marraskuuta|joulukuuta"},
    {"fi", USE_MONTH, "tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu"},
    {"et", USE_MONTH,
	"jaanuar|veebruar|märts|aprill|mai|juuni|juuli|august|september|oktoober|november|"
	"detsember"},
    {"pl", USE_MONTH,
	"stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|"
	"listopada|grudnia"},
    {"pl", USE_MONTH, "sty|lut|mar|kwi|maj|cze|lip|sie|wrz|paź|lis|gru"},
    {"cs", USE_MONTH,
	"ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|"
	"prosince"},
    {"sk", USE_MONTH,
	"januára|februára|marca|apríla|mája|júna|júla|augusta|septembra|októbra|novembra|"
	"decembra"},
    {"hu", USE_MONTH,
	"január|február|március|április|május|június|július|augusztus|szeptember|október|"
	"november|december"},
    {"hu", USE_MONTH, "jan|febr|márc|ápr|máj|jún|júl|aug|szept|okt|nov|dec"},
    {"ro", USE_MONTH,
	"ianuarie|februarie|martie|aprilie|mai|iunie|iulie|august|septembrie|octombrie|"
	"noiembrie|decembrie"},
    {"ro", USE_MONTH, "ian|feb|mar|apr|mai|iun|iul|aug|sept|oct|nov|dec"},
    {"hr", USE_MONTH,
	"siječnja|veljače|ožujka|travnja|svibnja|lipnja|srpnja|kolovoza|rujna|listopada|"
	"studenoga|prosinca"},
    {"sl", USE_MONTH,
	"januar|februar|marec|april|maj|junij|julij|avgust|september|oktober|november|"
	"december"},
    {"sl", USE_MONTH,
	"januarja|februarja|marca|aprila|maja|junija|julija|avgusta|septembra|oktobra|"
	"novembra|decembra"},
    {"tr", USE_MONTH,
	"Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık"},
    {"tr", USE_MONTH, "Oca|Şub|Mar|Nis|May|Haz|Tem|Ağu|Eyl|Eki|Kas|Ara"},
    {"ru", USE_MONTH,
	"января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"},
    {"ru", USE_MONTH, "янв|февр|мар|апр|мая|июн|июл|авг|сент|окт|нояб|дек"},
    {"uk", USE_MONTH,
	"січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|"
	"грудня"},
    {"bg", USE_MONTH,
	"януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември"},
    {"el", USE_MONTH,
	"Ιανουαρίου|Φεβρουαρίου|Μαρτίου|Απριλίου|Μαΐου|Ιουνίου|Ιουλίου|Αυγούστου|Σεπτεμβρίου|"
	"Οκτωβρίου|Νοεμβρίου|Δεκεμβρίου"},
    {"el", USE_MONTH, "Ιαν|Φεβ|Μαρ|Απρ|Μαΐ|Ιουν|Ιουλ|Αυγ|Σεπ|Οκτ|Νοε|Δεκ"},
    {"el", USE_MORNING, "π.μ|πμ"},
    {"el", USE_AFTERNOON, "μ.μ|μμ"},
    {"ar", USE_MONTH,
	"يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"},
    {"ar", USE_MORNING, "ص|صباحًا"},
    {"ar", USE_AFTERNOON, "م|مساءً"},
    {"he", USE_MONTH,
	"ינואר|פברואר|מרץ|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר"},
    {"he", USE_MONTH,
	"בינואר|בפברואר|במרץ|באפריל|במאי|ביוני|ביולי|באוגוסט|בספטמבר|באוקטובר|בנובמבר|בדצמבר"},
    {"zh", USE_MORNING, "上午|早上|凌晨"},
    {"zh", USE_AFTERNOON, "下午|晚上"},
    {"ja", USE_MORNING, "午前"},
    {"ja", USE_AFTERNOON, "午後"},
    {"ko", USE_MORNING, "오전"},
    {"ko", USE_AFTERNOON, "오후"},
};
const size_t language_month_count = G_N_ELEMENTS(language_month);
