"""Words that pages use about themselves, by language: data, no code.

Every entry is a fact about how news pages are written. What is not here falls through to
the rules that look at form alone, so a language that is missing costs a little, not all.
"""

from __future__ import annotations

_MONTHS = {
    1: "जनवरी january jan enero ene janvier janv januar jänner januari janeiro gennaio gen ocak января январь янв январ styczeń stycznia"
    " يناير كانون_الثاني ינואר tammikuu januára ledna",
    2: "फरवरी फ़रवरी february feb febrero février fevr févr fevrier februar februari fevereiro fev febbraio şubat subat февраля февраль фев"
    " luty lutego فبراير شباط פברואר helmikuu února",
    3: "मार्च march mar marzo mars märz maerz maart março marco maret mart марта март marzec marca مارس آذار מרץ מרס",
    4: "अप्रैल april apr abril abr avril avr aprile april nisan апреля апрель апр kwiecień kwietnia أبريل إبريل نيسان אפריל dubna",
    5: "मई may mayo mai mei maio mag maggio mayıs мая май maj maja مايو أيار מאי května",
    6: "जून june jun junio juin juni junho giugno giu haziran июня июнь июн czerwiec czerwca يونيو حزيران יוני června",
    7: "जुलाई july jul julio juillet juil juli julho luglio lug temmuz июля июль июл lipiec lipca يوليو تموز יולי července",
    8: "अगस्त august aug agosto ago août aout augustus agustus ağustos августа август авг sierpień sierpnia أغسطس آب אוגוסט srpna",
    9: "सितंबर सितम्बर september sept sep septiembre setiembre septembre setembro settembre set eylül сентября сентябрь сен сент wrzesień września"
    " سبتمبر أيلول ספטמבר září",
    10: "अक्टूबर अक्तूबर october oct octubre octobre oktober okt outubro out ottobre ott ekim октября октябрь окт październik października"
    " أكتوبر אוקטובר října",
    11: "नवंबर नवम्बर november nov noviembre novembre novembro kasım ноября ноябрь ноя listopad listopada نوفمبر נובמבר",
    12: "दिसंबर दिसम्बर december dec diciembre dic décembre decembre dezember dez desember dezembro dicembre aralık декабря декабрь дек"
    " grudzień grudnia ديسمبر דצמבר prosince",
}
MONTHS = {word: number for number, names in _MONTHS.items() for word in names.replace("_", " ").split()}
"""Name or abbreviation of a month, lower case, to its number."""

_WEEKDAYS = {
    0: "सोमवार monday mon lunes lundi montag lunedì segunda-feira pazartesi понедельник poniedziałek الاثنين الإثنين maandag senin",
    1: "मंगलवार tuesday tue tues martes mardi dienstag martedì terça-feira salı вторник wtorek الثلاثاء dinsdag selasa",
    2: "बुधवार wednesday wed miércoles mercredi mittwoch mercoledì quarta-feira çarşamba среда среду środa الأربعاء woensdag rabu",
    3: "गुरुवार thursday thu thur thurs jueves jeudi donnerstag giovedì quinta-feira perşembe четверг czwartek الخميس donderdag kamis",
    4: "शुक्रवार friday fri viernes vendredi freitag venerdì sexta-feira cuma пятница пятницу piątek الجمعة vrijdag jumat",
    5: "शनिवार saturday sat sábado samedi samstag sabato cumartesi суббота субботу sobota السبت zaterdag sabtu",
    6: "रविवार sunday sun domingo dimanche sonntag domenica pazar воскресенье niedziela الأحد zondag minggu",
}
WEEKDAYS = {word: number for number, names in _WEEKDAYS.items() for word in names.split()}
"""Name or abbreviation of a weekday, lower case, to its number; Monday is 0."""

RELATIVE_TIME = (
    r"(?:about |over |almost )?(?:an?|one|two|three|\d{1,3})\s*\+?\s*(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|"
    r"months?|mos?|years?|yrs?|[smhdwy])\s+ago",
    r"\d{1,2}\s?(?:h|hr|hrs|m|min|mins|d)(?=$|\s*[·•|])",
    r"just now",
    r"vor\s+(?:\d{1,3}|einer|einem)\s+(?:sekunden?|minuten?|min|stunden?|std|tag(?:en)?|wochen?|monat(?:en)?)\.?",
    r"il y a\s+(?:environ\s+)?(?:\d{1,3}|une?|quelques)\s*(?:secondes?|minutes?|min|heures?|h|jours?|j|semaines?|mois)",
    r"hace\s+(?:\d{1,3}|una?|unos|unas)\s*(?:segundos?|minutos?|min|horas?|h|días?|dias?|semanas?|mes(?:es)?)",
    r"há\s+(?:\d{1,3}|uma?)\s*(?:segundos?|minutos?|min|horas?|h|dias?|semanas?|m[eê]s(?:es)?)",
    r"(?:\d{1,3}|un['’]|una?)\s*(?:second[oi]|minut[oi]|or[ae]|giorn[oi]|settiman[ae]|mes[ei])\s+fa",
    r"(?:\d{1,3}\s+)?(?:секунд\w*|минут\w*|час\w*|дн\w+|день|недел\w+|месяц\w*)\s+назад",
    r"\d{1,3}\s*(?:秒|分|時間|日|週間|か月|ヶ月|分钟|分鐘|小时|小時|天|周|个月|個月)前",
    r"\d{1,3}\s*(?:초|분|시간|일|주|개월)\s*전",
    r"(?:منذ|قبل)\s+(?:\d{1,3}\s+)?\S{2,10}(?=$|\s*[·•|])",
    r"לפני\s+(?:\d{1,3}\s+)?\S{2,10}(?=$|\s*[·•|])",
    r"\d{1,3}\s+(?:saniye|dakika|saat|gün|hafta|ay)\s+önce",
    r"\d{1,3}\s+(?:detik|menit|jam|hari|minggu|bulan)\s+(?:yang\s+)?lalu",
    r"\d{1,3}\s+(?:seconden|minuten|uur|dagen|dag|weken)\s+geleden",
    r"\d{1,3}\s+(?:minut\w*|godzin\w*|dni)\s+temu",
)
"""How long ago, as sites write it. Each is tried without case."""

STAMP_WORDS = (
    "thứ hai ba tư năm sáu bảy chủ nhật giriş güncelleme published publié publicado veröffentlicht pubblicato posted post date updated update aktualisiert actualizado"
    " actualisé mis à jour aggiornato last modified first on at by le el am um uhr the of est edt ct mt gmt utc bst jst kst sgt"
    " cet cest ist pst pdt et pt ict wib msk hkt aest read reading lesezeit lecture min mins minute minutes minuten time am"
    " pm a.m p.m h hrs hours o'clock опубликовано обновлено 公開 更新 配信 投稿 입력 수정 승인 오전 오후 댓글 기사입력 최종수정 업데이트 发布 发表 更新于 نشر نشرت تحديث آخر de"
    " del d en às as dia día stand issued created story today yesterday tomorrow"
    " heute gestern hoy ayer hoje ontem oggi ieri aujourd'hui hier"
).split()
"""Words that may stand beside a date in a date line; what remains is a name or nothing."""

BYLINE = (
    r"(?:by|words by|written by|story by|reported by|from)\s+(?=(?-i:[^\W\d_a-z]))",
    r"(?:von|par|por|di|door|oleh|av|tekst:|autor(?:a|es)?:|автор:|текст:|écrit par|texto:|text:|yazan:|haber:)\s+(?=(?-i:[^\W\d_a-z]))",
    r"(?:بقلم|كتب|كتبت|מאת|文[:／/:]|記者[:：]|记者[:：]|作者[:：]|撰文[:：])\s*",
)

ROLES = (
    r"(?:staff|senior|chief|political|diplomatic|foreign|business|sports?|court|science|health|economics|defen[cs]e|crime|education"
    r"|environment|local|investigative|national|world|us|uk|asia|europe|middle east|moscow|washington|tokyo|seoul|beijing|berlin|paris)?"
    r"\s*(?:writers?|correspondents?|reporters?|editors?|columnists?|journalists?|bureau chief|contributors?|analyst|redaktion|redakteurin"
    r"|redakteur|korrespondentin|korrespondent|redacción|rédaction|redactor|redactora|redazione|журналист|корреспондент|記者|记者|기자|"
    r"특파원|編集委員|论说委员|محرر|مراسل)"
)
"""What stands beside a name in a byline."""

RELATED = (
    r"related(?: articles?| stories| news| content| coverage| posts?| items)?",
    r"(?:more|read) (?:related )?(?:stories|news|articles|on this|on this (?:topic|story)|like this|from .{2,40}|in .{2,30}|headlines)",
    r"recommended(?: (?:stories|reading|for you|articles|content))?",
    r"(?:you (?:may|might) (?:also )?(?:like|be interested in).*|what to read next|read next|up next|next up|see also|also read|don't miss)",
    r"(?:most (?:read|popular|viewed|shared|commented)|trending(?: now| stories)?|top stories|latest(?: news| stories| headlines)?"
    r"|editor'?s'? picks?|in this section|other (?:news|stories)|also in the news|elsewhere)",
    r"(?:mehr zum thema|lesen sie auch|das könnte sie auch interessieren|weitere (?:artikel|meldungen|nachrichten|themen)"
    r"|ähnliche artikel|meistgelesen|auch interessant|zum thema)",
    r"(?:à lire aussi|lire aussi|sur le même sujet|articles liés|articles similaires|les plus lus|à lire également|voir aussi)",
    r"(?:noticias relacionadas|artículos relacionados|relacionad[oa]s|lea también|le puede interesar|más noticias|lo más leído|te puede interesar|más leídas)",
    r"(?:leia também|notícias relacionadas|artigos relacionados|mais lidas|veja também|relacionadas)",
    r"(?:articoli correlati|leggi anche|potrebbe interessarti|i più letti)",
    r"(?:читайте также|по теме|похожие (?:статьи|новости|материалы)|материалы по теме|самое читаемое|другие новости|ещё по теме)",
    r"(?:関連記事|関連ニュース|あわせて読みたい|おすすめ記事|人気記事|関連する記事|こちらもおすすめ|アクセスランキング)",
    r"(?:관련\s?기사|관련\s?뉴스|많이 본 (?:뉴스|기사)|추천\s?기사|이 시각 (?:뉴스|주요뉴스)|다른\s?기사)",
    r"(?:相关新闻|相关阅读|相关文章|相關新聞|延伸閱讀|推荐阅读|热门文章|更多新闻|相关报道)",
    r"(?:اقرأ أيضا?ً?|مواضيع ذات صلة|أخبار ذات صلة|مقالات ذات صلة|ذات صلة|الأكثر قراءة|المزيد من .{2,30})",
    r"(?:כתבות נוספות|קראו גם|עוד בנושא|כתבות קשורות|אולי יעניין אתכם)",
    r"(?:यह भी पढ़ें|इसे भी पढ़ें|संबंधित खबरें|tin liên quan|đọc thêm|xem thêm|เรื่องที่เกี่ยวข้อง|ข่าวที่เกี่ยวข้อง|مطالب مرتبط|بیشتر بخوانید|متعلقہ خبریں|ilgili haberler|benzer haberler|baca juga|berita terkait|artikel terkait|lees ook|gerelateerd|zobacz także|czytaj także)",
)
"""Lines that say: what follows is another article. Each must match a whole line."""

ASIDES = (
    r"about the (?:authors?|writers?|reporters?|company|contributors?)|about (?:us|(?-i:[A-Z])[\w&'’.-]*(?: (?-i:[A-Z])[\w&'’.-]*){0,4})|über (?:den autor|die autorin|uns)|über .{2,40}"
    r"|à propos (?:de l['’]auteur|de nous)|sobre (?:el autor|la autora|nosotros|o autor)|об авторе|notes? to editors?|media contacts?|press contacts?|contacts?|disclaimer|disclosure"
    r"|terms (?:of|and) (?:use|service|conditions)|privacy(?: policy| notice| and cookies)?|cookie policy|legal notice|forward-looking statements|corrections?(?: and clarifications?)?"
    r"|editor['’]s note|how we reported this story|credits|acknowledge?ments|記者プロフィール|기자 소개|作者简介|关于作者",
)
"""Lines that say: what follows is about the text or the site, not of the text. Each must match a whole line."""

COMMENTS = (
    r"(?:view |show |see |read |all |join |post |leave |write |add )?(?:the |a |your |all )?(?:reader )?(?:comments?|conversation|discussion|replies)"
    r"(?: ?\(?\d[\d,.]*\)?)?(?: on this story| section| below| policy)?:?",
    r"\d[\d,.]* (?:comments?|replies|responses|thoughts|kommentare?|antworten|commentaires?|réponses|comentarios?|respuestas|comentários?|commenti|комментари\w+|reacties|yorum|komentar)(?: (?:to|on|for|zu|auf|à|sur|a|en|em|su|к|op) .{1,120})?",
    r"(?:leave a (?:reply|comment)|post a comment|write a comment|what do you think\?|your comment|have your say|schreibe? einen kommentar|kommentar (?:hinterlassen|verfassen|abgeben)|ihr kommentar|laisser un commentaire|deja un(?:a respuesta| comentario)|deixe (?:um comentário|uma resposta)|lascia un commento|добавить комментарий|コメントを残す|댓글을 남기세요|geef een reactie).{0,40}",
    r"(?:no comments yet|be the first to comment|sort(?:ed)? by:?.{0,30}|newest first|best|oldest|log in to comment|comments are closed|leave a (?:comment|reply))[ .…]*",
    r"(?:kommentare?|kommentar schreiben|commentaires?|réagir|comentarios?|comentários?|commenti|комментарии|コメント(?:を書く|欄|一覧)?|댓글(?: ?\d+)?(?:쓰기)?|评论|留言"
    r"|تعليقات|التعليقات|أضف تعليقا?ً?|תגובות|yorumlar|komentar|reacties)(?: ?\(?\d+\)?)?:?",
)
"""Lines that say: what follows is written by readers. Each must match a whole line."""

PROMO_LINES = (
    r"advert(?:isement|isements|ising)?|ad|ads|anzeige|werbung|publicité|publicidad|pubblicità|reklam|реклама|広告|광고|廣告|广告|إعلان|פרסומת|sponsored(?: content)?|promoted"
    r"|iklan|advertentie|scroll to continue.*|ad feedback",
    r"(?:story|article|report|text|video) continues(?: below| after).*|story continues|continue reading(?: below| the main story)?|continued below|read on below"
    r"|der artikel geht .* weiter|la suite après.*|sigue leyendo|continúa leyendo|続きを読む|続きは.*|continue lendo",
    r"share(?: this)?(?: article| story| post| page)?(?: on .*| via .*| with .*)?|share|tweet|tweet this|e-?mail(?: this)?|print(?: this)?(?: article| page)?|copy link|link copied.*"
    r"|save(?: this)?(?: article| story| for later)?|bookmark|whatsapp|facebook|twitter|x|linkedin|reddit|telegram|pinterest|flipboard|messenger|instagram|youtube|tiktok|threads|bluesky|line",
    r"teilen|drucken|merken|partager|imprimer|enregistrer|compartir|imprimir|guardar|compartilhar|condividi|stampa|поделиться|シェア(?:する)?|ツイート|印刷|공유|공유하기|인쇄|스크랩"
    r"|分享|打印|列印|مشاركة|طباعة|שתפו|שיתוף|paylaş|bagikan|delen",
    r"(?:sign|log) (?:in|up|out)(?: to .*| now| here)?|register(?: now)?|subscribe(?: now| today)?|my account|newsletters?|anmelden|registrieren|abonnieren|se connecter|s'abonner|s’abonner"
    r"|iniciar sesión|suscr[ií]b(?:ete|ase|irse)|assine|entrar|accedi|abbonati|войти|подписаться|ログイン|会員登録|新規登録|로그인|회원가입|구독|登录|注册|登入|订阅|تسجيل الدخول|اشترك",
    r"(?:read|view|see|show|load|learn|find out) (?:the )?(?:more|full (?:story|article|text|report)|all|less|original|source|transcript)(?: here| …|\.\.\.| >| »| →)?|more|mehr|weiterlesen|lire la suite|leer más"
    r"|ver más|leia mais|saiba mais|leggi tutto|читать далее|подробнее|もっと見る|더보기|阅读更多|المزيد|קרא עוד|expand|collapse|close|hide|back|next|previous|prev|older posts|newer posts|top|back to top",
    r"(?:listen|watch)(?: now| live| to this article| here)?(?: ?\(.{1,12}\))?|listen to (?:this )?(?:article|story).*|play(?: video| audio)?|pause|mute|unmute|full ?screen|live|video|audio|gallery|photos?|image|in pictures"
    r"|download(?: the| our)?(?: app)?|get (?:the|our) app|open in app|available on .*|get it on .*|app store|google play",
    r"home|news|world|politics|business|sports?|weather|opinion|culture|entertainment|lifestyle|travel|health|science|technology|tech|markets|money|mail|menu|search|contact(?: us)?|about(?: us)?|careers|jobs"
    r"|help|faq|sitemap|imprint|impressum|datenschutz|agb|kontakt|startseite|accueil|actualités|inicio|noticias|deportes|esportes|главная|новости|ホーム|ニュース|社会|政治|経済|国際|スポーツ|문화|정치|경제|사회|국제|스포츠|首页|新闻|الرئيسية|أخبار"
    r"|rss|archives?|topics|tags?|labels?|hashtags?|keywords?|categories|category|sections|explore|follow|follow us(?: on .*)?|editions?|skip to .*|jump to .*|toggle .*|languages?|english|logo",
    r"(?:tags?|filed under|topics?|categories|category|posted in|schlagwörter|themen|etiquetas|temas|mots-clés|теги|タグ|태그|标签|الكلمات المفتاحية|keywords|hashtags)\s*[:：].*",
    r"(?:©|\(c\)|copyright|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|todos os direitos|все права|無断転載|무단\s?전재|版权|版權|جميع الحقوق|כל הזכויות).{0,160}",
    r".{0,60}(?:©|\ball rights reserved\b|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|todos os direitos reservados|все права защищены|無断転載|무단 ?전재|جميع الحقوق محفوظة|כל הזכויות שמורות|tüm hakları saklıdır|सर्वाधिकार सुरक्षित|bản quyền thuộc|hak cipta|สงวนลิขสิทธิ์).{0,120}",
    r"(?:terms(?: (?:of|and) (?:use|service|conditions|privacy policy))?|privacy(?: policy| notice| settings)?|cookies?(?: policy| settings| preferences)?|do not sell.*|legal(?: notice)?|accessibility(?: statement)?|manage .{0,20}cookies"
    r"|we value your privacy|about cookies|accept(?: all)?(?: cookies)?|reject(?: all)?|decline|agree|i agree|got it|ok|no,? thanks|manage (?:options|preferences|settings)|cookie .{2,20})\.?",
    r"\d+\s*(?:min|mins|minute|minutes|minuten|minutos|minuti|мин|分|분|分钟)\.?\s*(?:read|reading time|lesezeit|de lecture|de lectura|de leitura|di lettura|lesen|чтения|で読めます|읽기|阅读)?",
    r"(?:reading time|lesezeit|temps de lecture|tiempo de lectura|tempo de leitura|tempo di lettura|время чтения|所要時間|estimated reading time)\s*:?\s*\d+.{0,12}",
    r"\d[\d,.]*k?\s*(?:views?|shares?|likes?|reads|retweets|followers|reactions?|upvotes?|points?|aufrufe|vues|vistas|просмотр\w*|閲覧|조회|阅读|مشاهدة|claps?)",
    r"(?:page|seite|página|pagina|стр\.|страница|ページ)\s+\d+(?:\s*(?:of|/|von|de|di|из)\s*\d+)?|\d+\s*/\s*\d+|-\s*\d+\s*-",
    r"(?:printed from|retrieved from|source url|permalink|short ?link|url|link|original (?:article|link|url))\s*:?\s*(?:https?://)?\S*",
    r"(?:https?://|www\.)\S+(?: \([^()]{1,40}\))?",
    r"(?:skip|end of) (?:ad|advert|advertisement|list|promotion|navigation|next section.{0,60}|sponsor message)|list (?:of \d+ items?|\d+ of \d+)|item \d+ of \d+",
    r"(?:read|leer|lire|leggi|leia|lesen sie(?: diesen artikel)?) (?:this (?:article|story) )?(?:in|en|auf|em) (?:english|spanish|chinese|french|german|español|inglés|français|anglais|deutsch|englisch|português|.{2,20}語)|阅读简体中文版|閱讀繁體中文版|日本語で読む|lea este artículo en.{0,20}",
    r"(?:this (?:article|story) is )?(?:free )?(?:article |content |story )?(?:usually |normally )?(?:reserved|exclusive|exclusively|available|only)? ?(?:for|to) (?:our |paying |registered )?(?:subscribers|members)(?: only)?\.?|(?:subscriber|member)s?[- ](?:only|exclusive)(?: (?:article|content|story))?",
    r"(?:article |contenu |accès )?(?:réservée?|exclusi\w+) (?:aux|pour (?:les|nos)) abonnés|(?:exklusiv|nur) für (?:abonnent\w*|mitglieder)|(?:contenido )?(?:exclusivo|solo|sólo) para (?:suscriptores|assinantes)|conteúdo exclusivo.{0,20}|только для подписчиков|(?:この記事は)?(?:有料|会員限定)(?:記事|会員限定)?(?:です)?。?(?:残り.{1,8}文字)?|残り\d+文字.{0,20}",
    r"share full article|gift (?:this )?article|generate (?:key takeaways|summary)|read in app|(?:see|view) more on\s*:?.{0,60}|copiar enlace|ir a los comentarios|compartir en .{2,20}|partager sur .{2,20}|auf .{2,20} teilen|link copied!?|vorlesen|artikel (?:merken|teilen|vorlesen)|offrir l['’]article",
    r"(?:(?:share|facebook|twitter|x|whatsapp|linkedin|reddit|telegram|pinterest|flipboard|messenger|print|e-?mail|copy ?link|save|comment) ?){2,12}",
    r"[^›»>|]{1,40}(?: [›»>] [^›»>|]{1,60}){1,5}|embedded content|(?:after|past) newsletter promotion|(?:free )?(?:daily|weekly|monthly) newsletter|heard on .{3,40}",
    r"글자 ?크기.{0,12}|본문 ?요약.{0,4}|기사 ?원문|기사 ?공유.{0,4}|글꼴.{0,10}|기자 ?페이지|(?:메뉴|본문) ?바로가기|최신 ?기사|전체 ?메뉴",
    r"related (?:topics?|tags?|countries|people|companies|places)(?: to this article)?",
    r"for information media.{0,60}|not an official record\.?",
    r"[*_=\-–—~#.•·|/\\<>+^\s]{1,80}",
    r"\d{1,2}:\d\d(?:\s*[-–/]\s*(?:source|quelle|fuente).*|\s*/\s*\d{1,2}:\d\d)|video ad feedback|now playing|image caption.*|hide caption|toggle caption|enlarge this image|ouvir .{3,20}|escuchar .{3,20}|artikel anhören|écouter .{3,20}",
    r"add .{2,40} as a preferred source.*|prefer .{2,30} on google|follow .{2,40} on (?:google news|x|twitter|facebook|instagram|whatsapp|telegram|linkedin|youtube).*",
    r"(?:getty images|reuters|ap photo|afp|epa|shutterstock|istock|alamy|unsplash|wikimedia(?: commons)?|file photo|handout|supplied)",
    r"(?:tt|orange background|icon|thumbnail|placeholder|loading|loading\.\.\.|app-?store ?play-?store|quote icon|caret.*|chevron.*|arrow.*|hamburger.*|null|undefined)",
    r"(?:text size|font size|a\+|a-|(?:a ?){2,4}|small|medium|large|schriftgröße|글자크기|文字サイズ|(?:字号|字號|文字サイズ)?[:： ]*(?:大 中 小|小 中 大|大|中|小)"
    r"|شارك.{0,30}|get (?:push )?alerts.*|get push .*|add us .*|advertise with us|\w+(?: \| \w+){2,8})",
    r"(?:ends?|more to (?:come|follow)|\(?end\)?|\(?ends\)?|\(?more\)?|###|-30-|\(more to come\)|끝|\(끝\)|\(了\)|（完）|\(完\)|fin|ende)",
)
"""Whole lines that are the page's own furniture. Each must match a whole line, without case."""

PROMO_STARTS = (
    r"(?:sign up|subscribe|join (?:us|our|the \w+ newsletter|\S+ telegram|\S+ whatsapp|.{2,40}(?:telegram|whatsapp|viber|signal) (?:channel|group|community))|download|get (?:the|our|all the|unlimited|started)|follow (?:us|our)|click here|tap here|already (?:a|have)"
    r"|to (?:activate|continue reading|read the full|subscribe|receive|comment|unsubscribe)|support (?:our|us|independent)|donate|become a (?:member|subscriber)|enter your e-?mail|like what you|enjoy(?:ing)? (?:this|our|unlimited)"
    r"|stay (?:informed|up to date|on top|ahead|tuned|connected)|never miss|don['’]t miss|receive (?:our|the)|explore what|try our|ready to dive|this (?:site|website|page) (?:uses|is protected)|we use (?:cookies|technolog\w*|your)|we and our"
    r"|by (?:clicking|signing|subscribing|continuing|using|submitting|providing)|for more (?:news|stories|information|details|on this)|read (?:more|also|next|the (?:full|original))\b|also read|see also|watch (?:the|our|this|more|:)|listen to"
    r"|have (?:a|you got a) (?:news )?(?:tip|story)|got a (?:tip|story)|contact (?:us|the (?:author|reporter|editor|newsroom))|send (?:us|your|tips)|share your|tell us|let us know|what do you think|you can (?:unsubscribe|also (?:follow|find|read)|contact|change your)"
    r"|your (?:support|donation|contribution|subscription|privacy|email|inbox)|unlock|upgrade|start your (?:free )?trial|free trial|thank(?:s| you) for (?:reading|subscribing|visiting|your)|please (?:enable|disable|log|sign|subscribe|consider|check your (?:inbox|email)|wait|try again|read our)"
    r"|this (?:story|article|report|content|post) (?:was|is|has been) (?:originally |first |also )?(?:published|produced|supported|made possible|available|provided|updated|amended|corrected)|republish|sponsored by|paid (?:post|content|for by)|terms (?:of|and)"
    r"|begin now|install (?:the|our)|the post .{3,120} (?:first )?appeared (?:first )?on|do you have (?:a|an|any)|to (?:suggest|submit|contact|reach|order|advertise|report an error)|follow .{2,40} (?:on|for) |before you go|you['’]re reading this because|eds\s?:|editors?\s?:|forward-looking statements|note to editors|notes to editors|media contact|press contact|for media (?:inquiries|enquiries)|if you (?:have (?:a|any) (?:story|tip|question|comment|complaint|news|information|correction|view|photo)s?|would like|enjoy|like|value|found|want to (?:receive|support|get)|wish to|are (?:having trouble|enjoying|a subscriber|already))|the views expressed|opinions expressed|views expressed|editing by|reporting by|additional reporting|compiled by|with (?:agency )?(?:reporting|inputs|files) (?:by|from)"
    r"|to view this (?:video|content|page)|get in touch with|(?:more|related|te puede interesar|sigue leyendo|mira también)\s?[:–-]\s|write to \S+ \S+ at \S+@|(?:did|do) you (?:like|enjoy)|\w{2,8} transcripts are|this is the opinion of|this article contains affiliate|we may earn|privacy notice|a version of this (?:article|story)|(?:this|the) transcript|want to read the rest|you (?:have (?:read|reached|used)|received this|are receiving|may (?:manage|change|unsubscribe))|this (?:e-?mail|message|newsletter) (?:was|is)|choose your listening|good (?:morning|afternoon|evening)[.,!] (?:here|welcome|it['’]s|this is|today)|accept additional|is this page|tired of (?:ads|bad)"
    r"|for further details|for details,|refer to reports|view (?:in browser|online|this email)|forwarded (?:this|to you)|was this (?:article|helpful))(?!\w)",
    r"(?:hat ihnen (?:der|dieser)|leserkommentare|abgelegt unter|dieses thema im programm|schlagwörter zu|mehr zum thema|quelle\s*:|abonnieren sie|melden sie sich|jetzt (?:kostenlos|gratis|abonnieren|anmelden|registrieren|lesen|testen)|keine nachricht verpassen|mit unserem newsletter|unser newsletter|laden sie|folgen sie uns|lesen sie (?:auch|mehr)|unterstützen sie|diese (?:seite|website) (?:verwendet|nutzt)|wir verwenden cookies|mit ihrer anmeldung)",
    r"(?:abonnez-vous|inscrivez-vous|recevez|téléchargez|suivez-nous|lire aussi|à lire aussi|soutenez|ce site utilise|nous utilisons des cookies|rejoignez|en cliquant|il vous reste|la suite est réservée|lecture (?:du|de) .{2,30} en cours|vous pouvez lire|pourquoi voyez-vous|découvr(?:ir|ez) (?:les|nos) (?:offres|multicomptes)|cet article est réservé|déjà abonné|nous et nos partenaires|retrouvez (?:tous|toute|l'ensemble|nos))",
    r"(?:suscr[ií]b(?:ete|ase)|reg[ií]str(?:ate|ese)|reciba|recibe|descarg(?:a|ue) (?:la|nuestra)|s[ií]guenos|síganos|lea también|le puede interesar|apoya (?:a|nuestro)|este sitio (?:utiliza|usa)|utilizamos cookies|únete a|haga clic|haz clic|si est[áa] interesad[oa] en licenciar|para seguir leyendo|este contenido es exclusivo|has llegado al límite|¿tienes una suscripción)",
    r"(?:assine|inscreva-se|cadastre-se|receba|baixe o|siga-nos|leia também|apoie|este site (?:utiliza|usa)|clique aqui|participe do)",
    r"(?:iscriviti|abbonati|registrati|scarica|seguici|leggi anche|sostieni|questo sito utilizza|clicca qui)",
    r"(?:подпи(?:шитесь|сывайтесь|саться)|читайте (?:также|нас)|скачайте|присоединяйтесь|поддержите|пожалуйста, (?:перейдите|авторизуйтесь|войдите)|регистрация пройдена|чтобы (?:участвовать|комментировать|читать)|этот сайт использует|мы используем)",
    r"(?:会員登録|無料会員|メールマガジン|メルマガ|ニュースレター|アプリを|続きを読む|この記事は有料|購読|フォローする|登録(?:は|する|して)|当サイトは|有料会員になると|今すぐ登録|ログインして|紙面ビューアー)",
    r"(?:뉴스레터|구독(?:하기|하시|을)|카카오톡|앱(?:을| )다운|제보(?:는|하기)?|▶|저작권자|무단\s?전재|이 기사(?:를|는 언론사)|네이버(?:에서)?|기사 추천은|메인에서 바로|본 콘텐츠|텍스트 음성|유료 회원)",
    r"(?:订阅|关注我们|下载|扫码|點擊|点击|免责声明|本网站使用|更多精彩|歡迎訂閱|欢迎订阅|請同意|选择与事实|選擇與事實|本網站之|本网站之|未经授权|未經授權)",
    r"(?:اشترك|تابعونا|حمل(?:وا)? التطبيق|انضم|للاشتراك|اقرأ أيضا|نستخدم ملفات|يستخدم هذا الموقع|سجل)",
    r"(?:לכתבה נוספת|לכתבה המלאה|הירשמו|הצטרפו|עקבו אחרינו|הורידו|אתר זה|קראו גם)",
    r"(?:abone ol|bültenimize|bizi takip|daftar(?:kan)?|berlangganan|ikuti (?:kami|berita)|baca juga|unduh|meld je aan|abonneer|schrijf je in|zapisz się|subskrybuj)",
)
"""How an appeal to the reader begins. Tried at the start of a paragraph, without case."""

PROMO_WORDS = (
    "newsletter newsletters subscribe subscribers subscription inbox unsubscribe cookies cookie privacy-policy sign-up"
    " signup sign app-store personalised personalized third-party partners consent browser advertising advertisers donate"
    " donation donations paywall advertisement membership e-mail email account password trial install store phone pocket unlimited whatsapp telegram"
    " facebook instagram twitter youtube download app click abonnement newsletter datenschutz einwilligung anmelden boletín"
    " suscripción política-de-privacidad inscription confidentialité website site terms conditions policy rights copyright"
    " liability"
).split()
"""Words of appeals and legal notices; several of them in few sentences tell a notice from news."""

SECOND_PERSON = (
    "you your yours we our us please ihr ihre ihnen sie uns vous votre vos nous notre tu su usted nuestra nuestro nosotros"
    " você nosso"
).split()

AGENCIES = {
    "reuters": "Reuters", "thomson reuters": "Reuters", "afp": "AFP", "agence france-presse": "AFP", "agence france presse": "AFP",
    "ap": "AP", "associated press": "AP", "the associated press": "AP", "bloomberg": "Bloomberg", "dpa": "dpa", "upi": "UPI",
    "efe": "EFE", "ansa": "ANSA", "apa": "APA", "sda": "Keystone-SDA", "keystone-sda": "Keystone-SDA", "xinhua": "Xinhua", "kyodo": "Kyodo",
    "kyodo news": "Kyodo", "jiji": "Jiji Press", "jiji press": "Jiji Press", "yonhap": "Yonhap", "tass": "TASS", "interfax": "Interfax", "interfax.ru": "Interfax", "ria novosti": "RIA Novosti",
    "kcna": "KCNA", "pti": "PTI", "press trust of india": "PTI", "ani": "ANI", "ians": "IANS", "bernama": "Bernama", "antara": "Antara", "cna": "CNA",
    "central news agency": "CNA", "aap": "AAP", "australian associated press": "AAP", "pa": "PA", "pa media": "PA", "press association": "PA",
    "canadian press": "Canadian Press", "the canadian press": "Canadian Press", "anadolu": "Anadolu", "anadolu agency": "Anadolu", "aa": "Anadolu",
    "lusa": "Lusa", "europa press": "Europa Press", "belga": "Belga", "anp": "ANP", "ntb": "NTB", "tt": "TT", "ritzau": "Ritzau", "stt": "STT", "pap": "PAP",
    "čtk": "ČTK", "ctk": "ČTK", "mti": "MTI", "ukrinform": "Ukrinform", "belta": "BelTA", "spa": "SPA", "wam": "WAM", "kuna": "KUNA", "mena": "MENA", "petra": "Petra",
    "qna": "QNA", "irna": "IRNA", "sana": "SANA", "wafa": "WAFA", "app": "APP", "bss": "BSS", "unb": "UNB", "vna": "VNA", "pna": "PNA", "samaa": "SAMAA",
    "sputnik": "Sputnik", "newswire": "Newswire", "states newsroom": "States Newsroom", "kaiser health news": "KFF Health News", "télam": "Télam",
    "notimex": "Notimex", "prensa latina": "Prensa Latina", "agência brasil": "Agência Brasil", "sid": "SID", "epd": "epd", "kna": "KNA",
    "연합뉴스": "Yonhap", "뉴시스": "Newsis", "뉴스1": "News1", "共同": "Kyodo", "共同通信": "Kyodo", "時事": "Jiji Press", "時事通信": "Jiji Press", "新华社": "Xinhua", "新華社": "Xinhua",
    "中央社": "CNA", "中新社": "CNS", "тасс": "TASS", "интерфакс": "Interfax", "риа новости": "RIA Novosti", "رويترز": "Reuters", "أ ف ب": "AFP", "ا ف ب": "AFP", "أ.ف.ب": "AFP", "فرانس برس": "AFP",
    "الأناضول": "Anadolu", "وام": "WAM", "واس": "SPA", "كونا": "KUNA", "وكالات": "", "reuter": "Reuters", "ロイター": "Reuters",
}  # fmt: skip
"""Wire agencies by the names under which they sign, lower case, to one name each."""

GLOBAL_WIRES = frozenset({"Reuters", "AFP", "AP", "Bloomberg", "dpa", "EFE", "UPI"})
"""Agencies that outlets credit inside a text (`according to AFP`) for the text itself."""

PHOTO_AGENCIES = (
    "reuters afp ap epa getty kcna xinhua bloomberg shutterstock alamy istock dpa tass sputnik yonhap kyodo jiji pool efe"
    " ansa anadolu upi zuma imago nurphoto sipa gamma keystone wire afp-jiji afp-yonhap picture-alliance"
).split()
