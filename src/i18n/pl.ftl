## Polish.

product = Deskbell

## Kanały, tak jak stoją w środku wiersza.

channel-chat = czat
channel-sms = SMS
channel-facebook = Facebook
channel-whatsapp = WhatsApp
channel-email = e-mail
channel-voice = połączenie

## Jak długo coś trwa.

duration-seconds = { $seconds } s
duration-minutes = { $minutes } min { $seconds } s
duration-hours = { $hours } godz. { $minutes } min

## Okno alertu.

alert-heading = Nowa rozmowa: { $channel }
alert-heading-spoken = { $heading }, { $customer }
alert-transfer = Przekazana do Ciebie
alert-escalation = Eskalowana do Ciebie
alert-bot-escalation = Eskalowana przez bota
alert-consult = Prośba o poradę
alert-sample = Test
alert-unknown-customer = Nieznany klient
alert-hidden-customer = Klient
alert-hidden = Szczegóły są ukryte
alert-identified = Kontakt rozpoznany
alert-not-identified = Kontakt nierozpoznany
alert-no-contact-with-phone = Brak kontaktu z tym numerem komórkowym
alert-ambiguous = Pasuje kilka kontaktów
alert-ambiguous-phone = Kilka kontaktów ma ten numer komórkowy
alert-waiting = Czeka
alert-case = Sprawa
alert-accept = Przyjmij
alert-decline = Odrzuć
alert-reasons = Dlaczego odrzucasz?
alert-back = Wstecz
alert-accepting = Przyjmowanie…
alert-more =
    { $count ->
        [one] Za tą rozmową czeka jeszcze { $count }
        [few] Za tą rozmową czekają jeszcze { $count }
        [many] Za tą rozmową czeka jeszcze { $count }
       *[other] Za tą rozmową czeka jeszcze { $count }
    }
alert-closes = To okno zamknie się samo za kilka sekund.
alert-gone-accepted = Ta rozmowa jest już Twoja.
alert-gone-taken = Rozmowę przyjął inny konsultant.
alert-gone-taken-by = Rozmowę ma już { $agent }.
alert-gone-customer-left = Klient się rozłączył.
alert-gone-expired = Czas na odpowiedź minął.
alert-gone-rerouted = Rozmowa trafiła do innej kolejki lub innej osoby.
alert-gone-not-there = Rozmowa już nie czeka.
alert-gone-no-answer = Centrum kontaktu nie odpowiedziało. Zajrzyj do pulpitu konsultanta.
alert-refused-taken = Ktoś inny był szybszy.
alert-refused-expired = Czas na odpowiedź minął.
alert-refused-withdrawn = Rozmowa już nie czeka.
alert-refused-forbidden = Nie masz do tego uprawnień.
alert-refused-unknown = Centrum kontaktu nie zna już tej rozmowy.
alert-refused-busy = Nie masz wolnego miejsca na rozmowę albo centrum kontaktu jest zajęte.
alert-refused-unexplained = Centrum kontaktu odmówiło bez podania przyczyny.
alert-refused-advice = Dopóki dzwoni, możesz spróbować ponownie.
alert-offline = Brak połączenia z centrum kontaktu.
alert-offline-advice = Łączenie… rozmowa czeka, aż minie jej czas.
alert-offline-accept = Łączenie… przyjęcie zostanie wysłane, jeśli połączenie wróci na czas.
alert-offline-decline = Łączenie… odrzucenie zostanie wysłane, jeśli połączenie wróci na czas.

## Połączenie i co można z nim zrobić.

link-connected = Połączono jako { $agent }
link-connecting = Łączenie…
link-waiting = Ponowne łączenie, następna próba najdalej za { $time }
link-stopped = Brak połączenia
link-signed-out = Wylogowano
link-problem-not-configured = Nie ustawiono centrum kontaktu.
link-hint-not-configured = Podaj jego adres w konfiguracji albo uruchom z --center
link-problem-no-token = Nikt nie jest zalogowany.
link-hint-sign-in = Zaloguj się poleceniem: deskbell sign-in
link-problem-token-unavailable = Nie udało się odczytać tokenu: { $detail }
link-hint-token-unavailable = Odblokuj pęk kluczy i wybierz „Połącz teraz”
link-problem-unknown-host = Nie znaleziono nazwy centrum kontaktu.
link-hint-network = Sprawdź połączenie z siecią
link-hint-address = Sprawdź adres centrum kontaktu
link-problem-refused = Pod adresem centrum kontaktu nic nie odpowiada.
link-problem-unreachable = Centrum kontaktu jest nieosiągalne.
link-problem-tls = Brak bezpiecznego połączenia z centrum kontaktu: { $detail }.
link-hint-tls = Zapytaj administratora o certyfikat
link-problem-timeout = Centrum kontaktu nie odpowiedziało na czas.
link-problem-unauthorized = Centrum kontaktu nie przyjęło logowania.
link-problem-http = Centrum kontaktu odpowiedziało kodem { $status }.
link-problem-not-the-protocol = Pod tym adresem nie ma centrum kontaktu, z którym Deskbell potrafi rozmawiać.
link-problem-insecure = Połączenie bez szyfrowania jest dozwolone tylko z tym komputerem.
link-hint-insecure = Użyj adresu, który zaczyna się od wss://
link-problem-closed = Centrum kontaktu zamknęło połączenie (kod { $code }).
link-hint-administrator = Jeśli to nie minie, powiadom administratora
link-problem-replaced = Połączono z innego urządzenia.
link-hint-replaced = Wybierz „Połącz teraz”, aby alerty były tutaj
link-problem-signed-out = Nastąpiło wylogowanie.
link-problem-lost = Połączenie zostało przerwane.

## Droga do centrum kontaktu: TLS (druga strona stoi przed dwukropkiem) i serwery proxy.

link-tls-unknown-authority = certyfikat wystawił urząd „{ $authority }”, któremu ten komputer nie ufa
link-tls-unknown-authority-unnamed = ten komputer nie ufa urzędowi, który wystawił certyfikat
link-tls-expired = ważność certyfikatu wygasła { $day }
link-tls-expired-undated = ważność certyfikatu wygasła
link-tls-not-yet-valid = certyfikat będzie ważny dopiero od { $day }
link-tls-not-yet-valid-undated = certyfikat nie jest jeszcze ważny
link-tls-wrong-name = certyfikat jest wystawiony na inną nazwę ({ $names })
link-tls-wrong-name-unnamed = certyfikat jest wystawiony na inną nazwę
link-tls-revoked = certyfikat został unieważniony przez urząd, który go wystawił
link-tls-certificate-other = certyfikat jest nieprawidłowy ({ $detail })
link-tls-timeout = uzgadnianie szyfrowania nie skończyło się na czas
link-tls-cut = połączenie przerwano podczas uzgadniania szyfrowania
link-tls-not-tls = odpowiedź stamtąd nie jest szyfrowana
link-tls-incompatible = druga strona zna tylko szyfrowanie, które nie jest już bezpieczne
link-tls-client-wanted = druga strona żąda certyfikatu tego komputera, a żaden nie jest ustawiony
link-tls-client-refused = druga strona nie przyjmuje certyfikatu tego komputera
link-tls-client-not-configured = certyfikat tego komputera jest niekompletny, brakuje ustawienia { $file }
link-tls-client-unreadable = nie można odczytać pliku { $file } ({ $why })
link-tls-client-no-certificate = w pliku { $file } nie ma certyfikatu
link-tls-client-no-key = w pliku { $file } nie ma klucza prywatnego bez hasła
link-tls-client-other-key = klucz z pliku { $file } nie pasuje do certyfikatu
link-tls-no-authorities = ten komputer nie ma listy zaufanych urzędów certyfikacji
link-tls-other = błąd „{ $detail }”
link-hint-authority = Jeśli to urząd Twojej firmy, poproś administratora o jego zainstalowanie
link-hint-guest-network = W sieci hotelu lub innego gospodarza najpierw zaloguj się do tej sieci
link-hint-clock = Sprawdź datę i godzinę na tym komputerze
link-hint-firewall = Zapytaj administratora, czy na drodze nie stoi zapora sieciowa
link-hint-client-certificate = Poproś administratora o ustawienie certyfikatu tego komputera
link-hint-authorities = Zainstaluj certyfikaty systemu, w Debianie pakietem ca-certificates
link-proxy-unknown-host = Nie znaleziono nazwy serwera proxy { $proxy }.
link-proxy-refused = Pod adresem serwera proxy { $proxy } nic nie odpowiada.
link-proxy-unreachable = Serwer proxy { $proxy } jest nieosiągalny.
link-proxy-tls = Brak bezpiecznego połączenia z serwerem proxy { $proxy }: { $detail }.
link-proxy-timeout = Serwer proxy { $proxy } nie otworzył na czas drogi do centrum kontaktu.
link-proxy-cut = Serwer proxy { $proxy } przerwał połączenie.
link-proxy-not-a-proxy = To, co odpowiada pod { $proxy }, nie jest serwerem proxy ustawionego rodzaju.
link-proxy-sign-in-needed = Serwer proxy { $proxy } żąda nazwy użytkownika i hasła.
link-proxy-sign-in-refused = Serwer proxy { $proxy } nie przyjął nazwy użytkownika i hasła.
link-proxy-sign-in-unsupported = Serwer proxy { $proxy } żąda sposobu logowania, którego Deskbell nie zna.
link-proxy-forbidden = Serwer proxy { $proxy } nie zezwala na połączenia z centrum kontaktu.
link-proxy-cannot-reach = Serwer proxy { $proxy } nie może połączyć się z centrum kontaktu.
link-proxy-status = Serwer proxy { $proxy } odmówił połączenia z kodem { $status }.
link-hint-proxy-address = Sprawdź adres serwera proxy: ustawienie proxy albo zmienną HTTPS_PROXY
link-hint-proxy-sign-in = Podaj je poleceniem: deskbell proxy-sign-in --stdin
link-hint-proxy-variable = Jeśli są w zmiennej HTTPS_PROXY, popraw je tam
link-hint-proxy-basic = Poproś administratora o serwer proxy z nazwą użytkownika i hasłem
link-hint-proxy-allow = Poproś administratora o zezwolenie na adres centrum kontaktu

## Co jeszcze nie pozwala powiadamiać.

trouble-toasts-absent = Brak usługi powiadomień: powiadomienia się nie pokażą
trouble-toasts-hung = Usługa powiadomień nie odpowiada: powiadomienia się nie pokażą
trouble-alerts = Nie można pokazać okien alertów
trouble-configuration = Konfiguracja: { $detail }
trouble-monitor = Nie ma monitora „{ $name }”: alerty pojawiają się tam, gdzie jest mysz
trouble-hot-key = Klawisze { $keys } są zajęte lub nie są tu znane: wybierz inne
trouble-link-refused = Nie otwarto odnośnika, jego host nie jest dozwolony: { $url }
trouble-link-failed = Nie udało się otworzyć odnośnika: { $url }

## Ikona i menu.

tray-offer = { $customer } · { $channel }
tray-presence = Dostępność
tray-recent-seen = Oznacz jako przejrzane
tray-recent = Ostatnie
tray-quiet = Nie przeszkadzać
tray-quiet-until-off = Do wyłączenia
tray-quiet-half-hour = Przez 30 minut
tray-quiet-hour = Przez godzinę
tray-quiet-desktop = Włączone w ustawieniach pulpitu
tray-sound = Dźwięk
tray-sounds-on = Dźwięki włączone
tray-sounds-always = Dźwięki włączone przez administratora
tray-sounds-never = Dźwięki wyłączone przez administratora
tray-try-sound = Odtwórz dźwięk próbny
tray-no-sound = Nie udało się odtworzyć dźwięku: brak wyjścia dźwięku
tray-sign-in = Zaloguj się
tray-sign-in-again = Otwórz ponownie stronę logowania
tray-sign-in-until-log-off = Zaloguj do końca sesji, bez bazy kluczy
tray-sign-out = Wyloguj
tray-connect = Połącz teraz
tray-open = Otwórz pulpit konsultanta
tray-settings = Ustawienia
tray-help = Pomoc
tray-doctor = Sprawdź wszystko
tray-diagnostics = Zapisz plik dla pomocy
tray-about = O programie Deskbell
tray-quit = Zakończ
tray-tip-waiting =
    { $count ->
        [one] Czeka { $count } rozmowa
        [few] Czekają { $count } rozmowy
        [many] Czeka { $count } rozmów
       *[other] Czeka { $count } rozmowy
    }
tray-tip-cannot-alert = Rozmowy mogą Ci umknąć

## Co się ostatnio stało.

recent-unseen = ● { $line }
recent-assigned = Przydzielona
recent-transferred = Przekazana
recent-escalated = Eskalowana
recent-escalated-from-bot = Eskalowana przez bota
recent-consult = Prośba o poradę
recent-supervisor = Przełożony
recent-accepted = Przyjęta
recent-declined = Odrzucona
recent-missed = Nieodebrana
recent-gone = Trafiła gdzie indziej

## Powiadomienia.

toast-assigned = Przydzielono Ci rozmowę
toast-transferred = Przekazano Ci rozmowę
toast-escalated = Eskalowano do Ciebie rozmowę
toast-escalated-from-bot = Bot eskalował rozmowę
toast-consult = Ktoś prosi Cię o poradę
toast-supervisor = Wiadomość od przełożonego
toast-by = Od: { $from }
toast-summary =
    { $count ->
        [one] Podczas Twojej nieobecności przyszło { $count } powiadomienie
        [few] Podczas Twojej nieobecności przyszły { $count } powiadomienia
        [many] Podczas Twojej nieobecności przyszło { $count } powiadomień
       *[other] Podczas Twojej nieobecności przyszło { $count } powiadomienia
    }
toast-summary-body = Znajdziesz je w menu ikony, w pozycji „Ostatnie”.
toast-inactive = Ustawiono Ci status: { $current }
toast-inactive-body = Rozmowa pozostała bez odpowiedzi. Kolejne nie przyjdą, dopóki nie wrócisz do statusu: { $back }.
preflight = Jeszcze nie „{ $name }”: klienci mogą zostać niezauważeni
preflight-toasts = Nie można pokazać powiadomień
preflight-quiet = Tryb „Nie przeszkadzać” jest włączony i wstrzymuje też oferty
preflight-go = Mimo to kontynuuj
presence-back = Wróć do statusu: { $back }
toast-missed = Nieodebrana rozmowa
toast-no-connection = Brak połączenia z centrum kontaktu
toast-no-connection-body = Od { $time }. { $problem } Do czasu powrotu połączenia alerty się nie pojawią.
toast-sign-in = Problem z logowaniem
toast-open = Otwórz

## Logowanie przez przeglądarkę albo na innym urządzeniu.

sign-in-problem-not-a-provider = Pod adresem usługi logowania nie ma niczego, przez co Deskbell mógłby zalogować.
sign-in-problem-wrong-issuer = Usługa logowania przedstawia się inaczej, niż ustawiono.
sign-in-problem-client-unknown = Usługa logowania nie zna programu Deskbell.
sign-in-problem-denied = Logowanie zostało odrzucone.
sign-in-problem-refused = Usługa logowania odmówiła ({ $code }).
sign-in-problem-timed-out = Nikt się nie zalogował w wyznaczonym czasie.
sign-in-problem-untrusted = Odpowiedź usługi logowania jest nieprawidłowa i nie została uznana.
sign-in-problem-no-browser = Nie udało się uruchomić przeglądarki.
sign-in-problem-no-port = Nie można odebrać odpowiedzi przeglądarki: komputer nie udostępnia portu.
sign-in-problem-no-device-flow = Usługa logowania nie zna logowania na innym urządzeniu.
sign-in-problem-keyring = Zalogowania nie da się zachować. { $detail }
sign-in-problem-ended = Twoje zalogowanie wygasło.
sign-in-network-unknown-host = Nie znaleziono nazwy usługi logowania.
sign-in-network-unreachable = Usługa logowania jest nieosiągalna.
sign-in-network-timeout = Usługa logowania nie odpowiedziała na czas.
sign-in-network-tls = Brak bezpiecznego połączenia z usługą logowania: { $detail }.
sign-in-network-proxy = Serwer proxy { $proxy } nie otwiera drogi do usługi logowania.
sign-in-network-http = Usługa logowania odpowiedziała kodem { $status }.
sign-in-network-insecure = Usługa logowania nie jest szyfrowana, a to jest dozwolone tylko na tym komputerze.
sign-in-hint-issuer = Sprawdź ustawienie sign-in-issuer
sign-in-hint-client = Sprawdź sign-in-client-id i czy usługa logowania zna pod nim Deskbell
sign-in-hint-device = Użyj innego urządzenia poleceniem: deskbell sign-in --device
sign-in-hint-browser = Użyj przeglądarki poleceniem: deskbell sign-in
sign-in-hint-keyring = Albo zaloguj się tylko do końca sesji: deskbell sign-in --session-only
sign-in-page-done = Zalogowano
sign-in-page-close = Możesz zamknąć tę kartę.
sign-in-page-failed = Nie zalogowano
sign-in-page-strange = Nic tu nie ma
sign-in-page-strange-text = Deskbell czeka na inną stronę. Możesz zamknąć tę kartę.

## Tokeny i baza kluczy.

secret-absent = Na tym komputerze nie ma bazy kluczy: zainstaluj gnome-keyring lub KWallet.
secret-locked = Baza kluczy jest zablokowana: odblokuj ją i spróbuj ponownie.
secret-not-answering = Baza kluczy nie odpowiada: wyloguj się i zaloguj ponownie albo uruchom ponownie jej usługę.
secret-other = Baza kluczy odmówiła: powód jest w dzienniku.
secret-command-failed = Polecenie, które wypisuje token, nie powiodło się.

## Konfiguracja.

config-unreadable = Nie można odczytać { $place }: { $why }
config-syntax = { $place } jest niezrozumiałe i nic z tego pliku się nie liczy: { $why }
config-unknown = { $place }: nie ma ustawienia „{ $key }”.
config-unknown-meant = { $place }: nie ma ustawienia „{ $key }”; czy chodziło o „{ $meant }”?
config-value = { $place }: „{ $key }” musi być: { $wanted }; pozostaje poprzednia wartość.
config-host = { $place }: „{ $entry }” w allowed-hosts nie jest hostem i na nic nie pozwala. Wpisz crm.example.com, crm.example.com:8443 albo *.example.com dla wszystkich hostów poniżej.
config-placeholder-meant = { $place } ma symbol „{ $name }”, którego nie ma. Czy chodziło o { $meant }?
config-placeholder = { $place } ma symbol, którego nie ma: „{ $name }”. Sam nawias klamrowy pisze się podwójnie.
config-secret = { $place }: tokenu nie wpisuje się do pliku. Usuń go i użyj: deskbell sign-in --token-stdin
config-pac = { $place }: skrypt wybierający serwery proxy (PAC) nie jest obsługiwany. Podaj sam serwer, np. proxy = "http://proxy.example.com:3128"
config-policy-only = { $place }: „{ $key }” liczy się tylko w zasadach administratora, tutaj jest pomijane.
config-outside-tables = { $place }: „{ $key }” stoi poza tabelami zasad i się nie liczy. Proszę wpisać to pod [enforced] albo, jeśli agenci mogą wybrać inaczej, pod [defaults].
config-unknown-table = { $place }: zasady mają tabele [enforced] i [defaults], a nie „{ $key }”.
config-no-table = { $place }: „{ $key }” musi być tabelą, jak w [{ $key }], z wierszem dla każdego ustawienia pod nią.
config-form = { $place }: „{ $key }” zapisano jako { $found }, a musi to być { $wanted }; zostaje poprzednia wartość.
config-last-good = { $place }: to, co odczytano stamtąd wcześniej, liczy się nadal.
config-next-start = { $place }: nowa wartość „{ $key }” liczy się od następnego uruchomienia Deskbell.
config-wants-center = adres zaczynający się od wss:// (ws:// tylko do tego komputera), bez nazwy użytkownika i hasła
config-wants-link = adres zaczynający się od https:// (http:// tylko do tego komputera), bez nazwy użytkownika i hasła
config-wants-text = tekst
config-wants-texts = lista tekstów
config-wants-hosts = lista hostów, np. ["crm.example.com"]
config-wants-command = lista: program i jego argumenty
config-wants-proxy = direct, system albo adres, np. http://proxy.example.com:3128 (http, https, socks5), bez nazwy użytkownika i hasła, które przyjmuje: deskbell proxy-sign-in --stdin
config-wants-file = pełna ścieżka pliku
config-wants-hot-key = klawisze z Ctrl, Alt lub Super, jak w ctrl+alt+a
config-wants-templates = tabela szablonów według kanału, każdy z tytułem i najwyżej czterema polami
config-wants-switch = true albo false
config-wants-percent = liczba całkowita od 0 do 100
config-wants-seconds = lista liczb całkowitych sekund, na przykład [10, 15, 20]
config-wants-some-of = lista niektórych z: { $choices }
config-wants-one-of = jedno z: { $choices }

## Próbka z deskbell test-alert.

sample-queue = Kolejka próbna
sample-customer = Anna Nowak
sample-company = Contoso Sp. z o.o.
sample-comment = To jest próbny alert. Żaden klient nie czeka.
sample-case-number = CAS-01423
sample-case-title = Sprawa próbna

## Wiersz poleceń.

help-about = Dba o to, by żaden czekający klient nie pozostał niezauważony. Bez polecenia: uruchamia się w zasobniku.
help-center = Adres centrum kontaktowego
help-value-center = URL
help-theme = Wygląd okien: light, dark lub system
help-value-theme = MOTYW
help-language = Język wszystkich tekstów
help-value-language = JĘZYK
help-status = Pokazuje, czy Deskbell jest połączony i co jest nie tak
help-json = Jako JSON, dla skryptów
help-schema = Jako JSON Schema, dla edytorów: co mogą zawierać konfiguracja i zasady
help-test-alert = Pokazuje próbny alert i próbne powiadomienie
help-open = Otwiera odnośnik w przeglądarce, jeśli jego host jest dozwolony
help-url = Odnośnik
help-sign-in = Loguje przez przeglądarkę i zachowuje to w bazie kluczy
help-device = Loguje na innym urządzeniu, kodem pokazanym tutaj
help-token-stdin = Zamiast tego czyta token ze standardowego wejścia
help-session-only = Tylko do końca sesji: nic nie trafia do bazy kluczy
help-sign-out = Wylogowuje i usuwa token z bazy kluczy
help-proxy-sign-in = Zapisuje w bazie kluczy nazwę użytkownika i hasło do serwera proxy
help-proxy-stdin = Czytaj użytkownik:hasło ze standardowego wejścia
help-config = Pokazuje każde ustawienie i skąd pochodzi
help-quit = Kończy działający program Deskbell
cli-already-running = Deskbell działa z innym centrum kontaktu. Najpierw go zakończ: deskbell quit
cli-no-own-link = „{ $link }” nie jest odnośnikiem znanym programowi Deskbell.
cli-no-instance = Nie można użyć folderu sesji: { $why }
cli-not-running = Deskbell nie działa.
cli-no-answer = Działający Deskbell nie odpowiada: { $why }
cli-strange-answer = Działający Deskbell jest w innej wersji: zakończ go i uruchom ponownie.
cli-no-threads = Komputer nie daje więcej wątków: { $why }
cli-no-output = Nie można wypisać odpowiedzi: { $why }
cli-no-browser = Nie można uruchomić przeglądarki: { $why }
cli-waiting =
    { $count ->
        [one] { $count } rozmowa czeka
        [few] { $count } rozmowy czekają
        [many] { $count } rozmów czeka
       *[other] { $count } rozmowy czeka
    }
cli-test-alert-shown = Próbny alert jest na ekranie.
cli-link-refused = Tego odnośnika nie wolno otworzyć: { $what }
cli-link-refused-hint = Jego host musi być wśród allowed-hosts, a odnośnik musi zaczynać się od https://
cli-no-token = Na standardowym wejściu nie było tokenu.
cli-no-center = Nie ustawiono centrum kontaktowego.
cli-no-center-hint = Dodaj --center wss://… albo ustaw center w konfiguracji.
cli-sign-in-browser = Kontynuuj w przeglądarce. Jeśli strona się nie otworzy, otwórz na tym komputerze:
cli-sign-in-device = Otwórz na dowolnym urządzeniu tę stronę i wpisz na niej kod { $code }:
cli-sign-in-device-whole = Albo otwórz tę, która ma już kod:
cli-no-issuer = Nie ustawiono usługi logowania.
cli-no-issuer-hint = Ustaw sign-in-issuer w konfiguracji albo podaj token poleceniem: deskbell sign-in --token-stdin
cli-session-question = Zalogować do końca sesji, nie zachowując niczego na tym komputerze? [t/N]
cli-yes = t tak
cli-session-hint = Aby zalogować się tylko do końca sesji, bez bazy kluczy, dodaj: --session-only
cli-token-elsewhere = Działający Deskbell bierze token z DESKBELL_TOKEN albo z token-command.
cli-session-needs-daemon = Bez bazy kluczy zalogowanie musi przejąć działający Deskbell, a żaden nie działa.
cli-session-needs-daemon-hint = Najpierw uruchom go poleceniem: deskbell
cli-signed-in-session = Zalogowano w { $center } do końca sesji. Na tym komputerze niczego nie zachowano.
cli-signed-in = Zalogowano w { $center }. Token jest w bazie kluczy.
cli-signed-out = Wylogowano z { $center }. Tokenu nie ma już w bazie kluczy.
cli-no-proxy = Na drodze do centrum kontaktu nie ma serwera proxy.
cli-no-proxy-hint = Ustaw proxy w konfiguracji albo zmienną HTTPS_PROXY
cli-no-proxy-sign-in = Na standardowym wejściu nie było pary użytkownik:hasło.
cli-proxy-signed-in = Nazwa użytkownika i hasło są w bazie kluczy jako { $account }.
cli-config-unset = nieustawione

# The window of settings.
language-name = Polski
settings-title = Ustawienia Deskbell
settings-as-system = Jak w systemie
settings-sounds = Dźwięki
settings-volume = Głośność
settings-sound-device = Wyjście
settings-look = Wygląd
settings-theme = Motyw
settings-light = Jasny
settings-dark = Ciemny
settings-language = Język
settings-monitor = Alerty pojawiają się
settings-monitor-mouse = Tam, gdzie jest mysz
settings-monitor-primary = Na głównym monitorze
settings-privacy = Alerty i powiadomienia pokazują
settings-privacy-full = Wszystko
settings-privacy-name = Tylko nazwę klienta
settings-privacy-hidden = Nic o kliencie
settings-keys = Skróty klawiszowe
settings-keys-advice = Odpowiadają na najstarszy alert, w jakimkolwiek programie jesteś.
settings-hot-key-accept = Przyjmij
settings-hot-key-decline = Odrzuć
settings-keys-press = Naciśnij klawisze…
settings-keys-off = Wyłączony
settings-keys-clear = Wyłącz
settings-start-heading = Uruchamianie
settings-start = Uruchamiaj przy logowaniu
settings-account = Konto
settings-signed-in = { $agent } w { $center }
settings-not-signed-in = Brak połączenia z { $center }
settings-by-center = Ustawione przez centrum kontaktu
settings-by-policy = Ustawione przez administratora ({ $place })
settings-by-start = Ustawione przy uruchomieniu Deskbell ({ $place })
doctor-at-work = Trwa sprawdzanie…
about-purpose = Dba o to, by żaden czekający klient nie pozostał niezauważony.
about-licence = Na licencji MIT lub Apache-2.0, do wyboru.
about-packages = Powstał z tych pakietów
help-value-link = ODNOŚNIK
help-link = Odnośnik ze schematem deskbell:, np. deskbell://settings
help-settings = Otwórz okno ustawień

## The doctor, and what is written for whoever helps.

help-doctor = Sprawdza wszystko, czego Deskbell potrzebuje, i mówi, co zrobić
help-diagnostics = Zapisuje plik zip dla osoby, która pomaga: dziennik, konfigurację i wynik sprawdzenia
help-value-file = PLIK
help-file = Plik; bez niego nowy z datą w nazwie, w tym folderze
diagnostics-written = Zapisano { $file }. Nie ma w nim słów klientów ani niczego tajnego; mimo to zajrzyj do niego przed wysłaniem.
diagnostics-taken = Plik { $file } już istnieje.
diagnostics-taken-hint = Podaj inny plik albo żaden
diagnostics-unwritten = Nie można zapisać pliku: { $why }
diagnostics-unwritten-hint = Podaj plik w swoim folderze
doctor-found =
    { $count ->
        [one] { $count } rzecz nie działa tak, jak powinna.
        [few] { $count } rzeczy nie działają tak, jak powinny.
        [many] { $count } rzeczy nie działa tak, jak powinno.
       *[other] { $count } rzeczy nie działa tak, jak powinno.
    }
doctor-not-checked = Nie sprawdzono: przyczyna jest podana wyżej.
doctor-not-on-this-system = W tym systemie tego się nie sprawdza.
doctor-no-answer = brak odpowiedzi
doctor-part-hung-hint = Wyloguj się z komputera i zaloguj ponownie albo uruchom ten program ponownie
doctor-label-configuration = Konfiguracja
doctor-configuration-good =
    { $count ->
        [one] { $count } ustawienie podano w: { $places }.
        [few] { $count } ustawienia podano w: { $places }.
        [many] { $count } ustawień podano w: { $places }.
       *[other] { $count } ustawienia podano w: { $places }.
    }
doctor-configuration-none = Nie podano żadnego ustawienia.
doctor-configuration-bad = Nie wszystko jest zrozumiałe.
doctor-label-center = Centrum kontaktowe
doctor-center-good = { $center }, według { $place }.
doctor-center-daemon = { $center }, bo z nim uruchomiono działający Deskbell. Temu poleceniu go nie podano.
doctor-label-dns = Nazwa
doctor-dns-good = { $host } ma adres { $addresses }.
doctor-dns-address = { $host } to adres, nazwy nie trzeba szukać.
doctor-label-tcp = Połączenie
doctor-tcp-good = { $place } odpowiada.
doctor-label-proxy = Serwer proxy
doctor-proxy-none = Połączenie jest bezpośrednie.
doctor-proxy-good = Serwer proxy { $proxy } prowadzi do centrum kontaktowego.
doctor-label-tls = Szyfrowanie
doctor-tls-good = { $version }; certyfikat wystawiony przez „{ $authority }”, ważny do { $until }.
doctor-tls-plain = Niepotrzebne: centrum kontaktowe działa na tym komputerze.
doctor-label-websocket = WebSocket
doctor-websocket-open = Otwiera się.
doctor-websocket-asks = Centrum kontaktowe odpowiada i wymaga zalogowania.
doctor-label-clock = Zegar
doctor-clock-good = Różni się od zegara centrum kontaktowego o { $time }.
doctor-clock-ahead = Zegar tego komputera spieszy się względem centrum kontaktowego o { $time }: logowanie może zostać odrzucone, a terminy są błędne.
doctor-clock-behind = Zegar tego komputera spóźnia się względem centrum kontaktowego o { $time }: logowanie może zostać odrzucone, a terminy są błędne.
doctor-clock-untold = Centrum kontaktowe nie podaje, która jest godzina.
doctor-clock-hint = Ustaw zegar, najlepiej włączając ustawianie go przez sieć: timedatectl set-ntp true
doctor-label-sign-in = Logowanie
doctor-sign-in-good = Centrum kontaktowe przyjmuje token { $place }.
doctor-sign-in-daemon = Działający Deskbell jest połączony jako { $agent }.
doctor-sign-in-renewed = Jesteś zalogowany. Token stracił ważność i zostanie odnowiony, gdy Deskbell się połączy.
doctor-sign-in-untried = Jest token { $place }. Nie sprawdzono, czy centrum kontaktowe go przyjmuje.
doctor-sign-in-place = Chodzi o token { $place }
doctor-token-variable = z DESKBELL_TOKEN
doctor-token-command = z token-command
doctor-token-keyring = z bazy kluczy
doctor-label-keyring = Baza kluczy
doctor-keyring-good = Jest otwarta.
doctor-keyring-hint = Do tego czasu zaloguj się tylko do końca sesji: deskbell sign-in --session-only
doctor-keyring-unneeded = Token pochodzi skądinąd: baza kluczy jest potrzebna tylko do hasła serwera proxy
doctor-label-session-bus = Sesja pulpitu
doctor-bus-good = Jej magistrala komunikatów odpowiada.
doctor-bus-none = Nie ma magistrali komunikatów: { $why }
doctor-bus-hung = Jej magistrala komunikatów nie odpowiada.
doctor-bus-hint = Uruchom Deskbell z pulpitu, jako osoba, która jest tam zalogowana
doctor-session-windows = W systemie Windows, { $session }.
doctor-label-notifications = Powiadomienia
doctor-notifications-good = Pokazuje je { $server } ({ $abilities }).
doctor-notifications-no-clicks = Nie przyjmuje kliknięć: rozmów nie da się otworzyć z powiadomień, użyj listy Ostatnie w menu ikony
doctor-notifications-none = Nikt nie pokazuje powiadomień.
doctor-notifications-none-hint = Zainstaluj i uruchom serwer powiadomień, na przykład dunst
doctor-notifications-hung = Serwer powiadomień nie odpowiada.
doctor-notifications-strange = Serwer powiadomień nie mówi, co potrafi: { $why }
doctor-toasts-windows = Windows je pokazuje.
doctor-toasts-off-program = Windows nie pokazuje powiadomień Deskbell: są wyłączone.
doctor-toasts-off-agent = Windows nie pokazuje żadnych: powiadomienia są wyłączone.
doctor-toasts-off-hint = Włącz je: Ustawienia, System, Powiadomienia
doctor-toasts-off-policy = Windows nie pokazuje żadnych: administrator wyłączył powiadomienia.
doctor-toasts-off-policy-hint = Zapytaj administratora
doctor-toasts-windows-none = Windows nie pokazuje żadnych: { $why }
doctor-toasts-windows-none-hint = Wyloguj się z komputera i zaloguj ponownie; jeśli to nie pomoże, zainstaluj Deskbell od nowa
doctor-toasts-macos = macOS je pokazuje.
doctor-toasts-macos-unasked = Nikt ich jeszcze nie dozwolił ani nie zabronił.
doctor-toasts-macos-unasked-hint = Uruchom Deskbell i zezwól na powiadomienia, gdy zapyta o to macOS
doctor-toasts-macos-off = macOS nie pokazuje powiadomień Deskbell: są wyłączone.
doctor-toasts-macos-off-hint = Włącz je: Ustawienia systemowe, Powiadomienia, Deskbell
doctor-toasts-macos-none = macOS nie pokazuje żadnych: { $why }
doctor-toasts-macos-none-hint = Uruchom Deskbell z katalogu Aplikacje
doctor-label-do-not-disturb = Nie przeszkadzać
doctor-quiet-off = Na pulpicie jest wyłączone.
doctor-quiet-on = Na pulpicie jest włączone: powiadomienia czekają na liście Ostatnie.
doctor-quiet-hint = Wyłącz je w ustawieniach powiadomień pulpitu
doctor-quiet-none = Pulpit nie ma takiego przełącznika.
doctor-quiet-windows = Windows przepuszcza powiadomienia. Czy włączono jego własny tryb „Nie przeszkadzać”, tego programom nie mówi: pokazuje je wtedy tylko w centrum powiadomień.
doctor-quiet-whole-screen = Jakiś program zajmuje cały ekran: Windows może pokazywać powiadomienia tylko w centrum powiadomień.
doctor-quiet-windows-hint = Zezwól na Deskbell jako powiadomienie priorytetowe: Ustawienia, System, Powiadomienia
doctor-quiet-presentation = Trwa prezentacja albo gra: powiadomienia czekają w Ostatnich.
doctor-quiet-presentation-hint = Zakończ ją
doctor-label-tray-host = Zasobnik
doctor-tray-good = Pulpit pokazuje ikony.
doctor-tray-none = Pulpit nie pokazuje ikon.
doctor-tray-no-host = Pulpit przyjmuje ikony, ale nikt ich nie pokazuje.
doctor-tray-hung = Zasobnik nie odpowiada.
doctor-tray-hint = W GNOME włącz rozszerzenie AppIndicator and KStatusNotifierItem Support, gdzie indziej zasobnik panelu
doctor-tray-commands-hint = Wszystko z menu jest też dostępne bez niego: deskbell --help
doctor-label-display = Ekran
doctor-display-good = { $display }, { $width } × { $height } pikseli.
doctor-display-none = Nie ma go: nie da się pokazać żadnego alertu.
doctor-display-only-wayland = { $display }, Wayland: inne okna mogą zasłonić alerty, dlatego o rozmowach mówią też powiadomienia.
doctor-display-wayland-hint = Żeby alerty były zawsze na wierzchu, zainstaluj Xwayland, wyloguj się z komputera i zaloguj ponownie
doctor-display-bad = Na { $display } nie da się pokazać żadnego alertu: { $why }
doctor-display-hint = Wyloguj się z komputera, zaloguj ponownie i uruchom Deskbell z pulpitu
doctor-display-still = Windows mówi, że { $display } jest rysowany 0 razy na sekundę: nie można pokazać żadnego alertu.
doctor-display-still-hint = Ustaw częstotliwość odświeżania w ustawieniach ekranu i uruchom Deskbell od nowa
doctor-label-sound = Dźwięk
doctor-sound-good = Oferty słychać na wyjściu { $device }.
doctor-sound-off = Dźwięki są wyłączone; byłoby je słychać na wyjściu { $device }.
doctor-sound-off-hint = Ustaw sounds = true albo włącz dźwięki w menu ikony
doctor-sound-muted = Wyjście { $device } jest wyciszone.
doctor-sound-muted-hint = Włącz je w ustawieniach dźwięku pulpitu
doctor-sound-none = Nie ma serwera dźwięku: { $why }
doctor-sound-none-hint = Zainstaluj i uruchom PipeWire albo PulseAudio
doctor-sound-hung = Serwer dźwięku nie odpowiada.
doctor-sound-no-output = Nie ma na czym odtwarzać dźwięków.
doctor-sound-no-output-hint = Podłącz słuchawki albo głośniki
doctor-sound-unknown = Nie ma wyjścia { $device }.
doctor-sound-unknown-hint = Podłącz je albo ustaw sound-device na jedno z: { $devices }
doctor-label-browser = Odnośniki
doctor-browser-good = Otwiera je { $browser }.
doctor-browser-none = Nie wybrano przeglądarki.
doctor-browser-gone = Wybrana przeglądarka { $browser } nie jest zainstalowana.
doctor-browser-hint = Wybierz przeglądarkę domyślną w ustawieniach pulpitu
doctor-browser-no-launcher = Brakuje programu { $launcher }, który otwiera odnośniki.
doctor-browser-no-launcher-hint = Zainstaluj xdg-utils
doctor-label-autostart = Start po zalogowaniu
doctor-autostart-good = Włączony przez { $file }.
doctor-autostart-off = Wyłączony przez { $file }.
doctor-autostart-off-hint = Usuń ten plik albo włącz Deskbell w ustawieniach pulpitu, wśród programów uruchamianych po zalogowaniu
doctor-autostart-off-setting = Wyłączone przez ustawienie „start-at-log-on”.
doctor-autostart-none = Deskbell nie uruchamia się sam.
doctor-autostart-hint = Dodaj go w ustawieniach pulpitu do programów uruchamianych po zalogowaniu
doctor-autostart-gone = { $file } uruchamia „{ $program }”, którego nie ma.
doctor-autostart-gone-hint = Usuń ten plik albo zainstaluj Deskbell ponownie
doctor-autostart-gone-windows-hint = Zainstaluj Deskbell od nowa
doctor-autostart-windows-hint = Włącz to: Ustawienia, Aplikacje, Autostart, albo w ustawieniach Deskbell
doctor-autostart-macos-hint = Włącz to w ustawieniach Deskbell
doctor-label-daemon = Deskbell
doctor-daemon-good = Wersja { $version } działa (proces { $pid }): { $sentence }
doctor-daemon-start-hint = Uruchom go z menu pulpitu albo poleceniem: deskbell
doctor-daemon-again-hint = Zakończ go i uruchom ponownie
doctor-daemon-other-hint = Ma inną wersję niż to polecenie: zakończ go i uruchom ponownie
