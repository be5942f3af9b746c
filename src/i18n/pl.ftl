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
alert-identified = Kontakt rozpoznany
alert-not-identified = Kontakt nierozpoznany
alert-no-contact-with-phone = Brak kontaktu z tym numerem komórkowym
alert-ambiguous = Pasuje kilka kontaktów
alert-ambiguous-phone = Kilka kontaktów ma ten numer komórkowy
alert-waiting = Czeka
alert-case = Sprawa
alert-accept = Przyjmij
alert-decline = Odrzuć
alert-accepting = Przyjmowanie…
alert-more =
    { $count ->
        [one] Za tą rozmową czeka jeszcze { $count }
        [few] Za tą rozmową czekają jeszcze { $count }
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
link-problem-unreachable = Centrum kontaktu jest nieosiągalne.
link-problem-tls = Bezpieczne połączenie nie powiodło się: { $detail }
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

## Co jeszcze nie pozwala powiadamiać.

trouble-toasts-absent = Brak usługi powiadomień: powiadomienia się nie pokażą
trouble-toasts-hung = Usługa powiadomień nie odpowiada: powiadomienia się nie pokażą
trouble-alerts = Nie można pokazać okien alertów
trouble-configuration = Konfiguracja: { $detail }
trouble-link-refused = Nie otwarto odnośnika, jego host nie jest dozwolony: { $url }
trouble-link-failed = Nie udało się otworzyć odnośnika: { $url }

## Ikona i menu.

tray-offer = { $customer } · { $channel }
tray-presence = Dostępność
tray-recent = Ostatnie
tray-sign-out = Wyloguj
tray-connect = Połącz teraz
tray-open = Otwórz pulpit konsultanta
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

recent-line = { $what } · { $customer } · { $channel }
recent-assigned = Przydzielona
recent-transferred = Przekazana
recent-escalated = Eskalowana
recent-escalated-from-bot = Eskalowana przez bota
recent-consult = Prośba o poradę
recent-supervisor = Przełożony
recent-accepted = Przyjęta
recent-declined = Odrzucona
recent-missed = ● Nieodebrana
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
toast-missed = Nieodebrana rozmowa
toast-no-connection = Brak połączenia z centrum kontaktu
toast-no-connection-body = Od { $time }. { $problem } Do czasu powrotu połączenia alerty się nie pojawią.
