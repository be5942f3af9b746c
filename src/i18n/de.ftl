## German.

product = Deskbell

## Kanäle, wie sie mitten in einer Zeile stehen.

channel-chat = Chat
channel-sms = SMS
channel-facebook = Facebook-Nachricht
channel-whatsapp = WhatsApp-Nachricht
channel-email = E-Mail
channel-voice = Anruf

## Wie lange etwas dauert.

duration-seconds = { $seconds } s
duration-minutes = { $minutes } min { $seconds } s
duration-hours = { $hours } h { $minutes } min

## Das Alarmfenster.

alert-heading = Eingehend: { $channel }
alert-heading-spoken = { $heading }, { $customer }
alert-transfer = An Sie übergeben
alert-escalation = An Sie eskaliert
alert-bot-escalation = Vom Bot eskaliert
alert-consult = Bittet um Rat
alert-sample = Test
alert-unknown-customer = Unbekannter Kunde
alert-hidden-customer = Kunde
alert-hidden = Details sind ausgeblendet
alert-identified = Kontakt erkannt
alert-not-identified = Kontakt nicht erkannt
alert-no-contact-with-phone = Kein Kontakt mit dieser Mobilnummer
alert-ambiguous = Mehrere Kontakte passen
alert-ambiguous-phone = Mehrere Kontakte mit dieser Mobilnummer
alert-waiting = Wartezeit
alert-case = Fall
alert-accept = Annehmen
alert-decline = Ablehnen
alert-reasons = Warum lehnen Sie ab?
alert-back = Zurück
alert-accepting = Wird angenommen…
alert-more =
    { $count ->
        [one] Dahinter wartet { $count } weitere Unterhaltung
       *[other] Dahinter warten { $count } weitere Unterhaltungen
    }
alert-closes = Dieses Fenster schließt sich gleich von selbst.
alert-gone-accepted = Sie haben diese Unterhaltung angenommen.
alert-gone-taken = Von einem anderen Agenten angenommen.
alert-gone-taken-by = Angenommen von { $agent }.
alert-gone-customer-left = Der Kunde hat die Unterhaltung verlassen.
alert-gone-expired = Die Zeit zum Antworten ist abgelaufen.
alert-gone-rerouted = Die Unterhaltung ging an eine andere Warteschlange oder einen anderen Agenten.
alert-gone-not-there = Die Unterhaltung wartet nicht mehr.
alert-gone-no-answer = Das Contact-Center hat nicht geantwortet. Sehen Sie im Agenten-Desktop nach.
alert-refused-taken = Ein anderer Agent war schneller.
alert-refused-expired = Die Zeit zum Antworten ist abgelaufen.
alert-refused-withdrawn = Die Unterhaltung wartet nicht mehr.
alert-refused-forbidden = Dazu sind Sie nicht berechtigt.
alert-refused-unknown = Das Contact-Center kennt diese Anfrage nicht mehr.
alert-refused-busy = Sie haben keine freie Kapazität, oder das Contact-Center ist überlastet.
alert-refused-unexplained = Das Contact-Center hat ohne Angabe von Gründen abgelehnt.
alert-refused-advice = Solange es klingelt, können Sie es erneut versuchen.
alert-offline = Keine Verbindung zum Contact-Center.
alert-offline-advice = Verbindung wird wiederhergestellt… Die Anfrage bleibt, bis ihre Zeit abläuft.
alert-offline-accept = Verbindung wird wiederhergestellt… Ihre Annahme wird gesendet, wenn das rechtzeitig gelingt.
alert-offline-decline = Verbindung wird wiederhergestellt… Ihre Ablehnung wird gesendet, wenn das rechtzeitig gelingt.

## Die Verbindung, und was sich für sie tun lässt.

link-connected = Verbunden als { $agent }
link-connecting = Verbindung wird hergestellt…
link-waiting = Verbindung unterbrochen, nächster Versuch in höchstens { $time }
link-stopped = Nicht verbunden
link-signed-out = Abgemeldet
link-problem-not-configured = Es ist kein Contact-Center eingerichtet.
link-hint-not-configured = Tragen Sie seine Adresse in die Konfiguration ein, oder starten Sie mit --center
link-problem-no-token = Niemand ist angemeldet.
link-hint-sign-in = Melden Sie sich an mit: deskbell sign-in
link-problem-token-unavailable = Das Token konnte nicht gelesen werden: { $detail }
link-hint-token-unavailable = Entsperren Sie den Schlüsselbund, und wählen Sie „Jetzt verbinden“
link-problem-unknown-host = Der Name des Contact-Centers wurde nicht gefunden.
link-hint-network = Prüfen Sie die Netzwerkverbindung
link-hint-address = Prüfen Sie die Adresse des Contact-Centers
link-problem-refused = Unter der Adresse des Contact-Centers antwortet nichts.
link-problem-unreachable = Das Contact-Center ist nicht erreichbar.
link-problem-tls = Keine sichere Verbindung zum Contact-Center: { $detail }.
link-hint-tls = Fragen Sie Ihren Administrator nach dem Zertifikat
link-problem-timeout = Das Contact-Center hat nicht rechtzeitig geantwortet.
link-problem-unauthorized = Das Contact-Center hat die Anmeldung nicht akzeptiert.
link-problem-http = Das Contact-Center hat mit dem Status { $status } geantwortet.
link-problem-not-the-protocol = Unter der Adresse gibt es kein Contact-Center, mit dem Deskbell sprechen kann.
link-problem-insecure = Eine unverschlüsselte Verbindung ist nur zu diesem Computer erlaubt.
link-hint-insecure = Verwenden Sie eine Adresse, die mit wss:// beginnt
link-problem-closed = Das Contact-Center hat die Verbindung geschlossen (Code { $code }).
link-hint-administrator = Wenn das so bleibt, informieren Sie Ihren Administrator
link-problem-replaced = Sie haben sich von einem anderen Gerät aus verbunden.
link-hint-replaced = Wählen Sie „Jetzt verbinden“, um hier benachrichtigt zu werden
link-problem-signed-out = Sie wurden abgemeldet.
link-problem-lost = Die Verbindung ist abgebrochen.

## Der Weg zum Contact-Center: TLS (die Gegenseite steht vor dem Doppelpunkt) und Proxys.

link-tls-unknown-authority = das Zertifikat stammt von „{ $authority }“, und dieser Stelle vertraut dieser Computer nicht
link-tls-unknown-authority-unnamed = dieser Computer vertraut der Stelle nicht, die das Zertifikat ausgestellt hat
link-tls-expired = das Zertifikat ist am { $day } abgelaufen
link-tls-expired-undated = das Zertifikat ist abgelaufen
link-tls-not-yet-valid = das Zertifikat ist erst ab dem { $day } gültig
link-tls-not-yet-valid-undated = das Zertifikat ist noch nicht gültig
link-tls-wrong-name = das Zertifikat gilt für einen anderen Namen ({ $names })
link-tls-wrong-name-unnamed = das Zertifikat gilt für einen anderen Namen
link-tls-revoked = das Zertifikat wurde von der ausstellenden Stelle widerrufen
link-tls-certificate-other = das Zertifikat ist nicht in Ordnung ({ $detail })
link-tls-timeout = der Verbindungsaufbau wurde nicht rechtzeitig fertig
link-tls-cut = die Verbindung wurde während des Aufbaus unterbrochen
link-tls-not-tls = was dort antwortet, ist nicht verschlüsselt
link-tls-incompatible = die Gegenseite kennt nur Verschlüsselung, die nicht mehr sicher ist
link-tls-client-wanted = die Gegenseite verlangt ein Zertifikat dieses Computers, und es ist keines eingerichtet
link-tls-client-refused = die Gegenseite akzeptiert das Zertifikat dieses Computers nicht
link-tls-client-not-configured = das Zertifikat dieses Computers ist unvollständig, die Einstellung { $file } fehlt
link-tls-client-unreadable = die Datei { $file } kann nicht gelesen werden ({ $why })
link-tls-client-no-certificate = die Datei { $file } enthält kein Zertifikat
link-tls-client-no-key = die Datei { $file } enthält keinen privaten Schlüssel ohne Passwort
link-tls-client-other-key = der Schlüssel in der Datei { $file } gehört nicht zum Zertifikat
link-tls-no-authorities = dieser Computer hat keine Liste vertrauenswürdiger Zertifizierungsstellen
link-tls-other = Fehler „{ $detail }“
link-hint-authority = Ist es die Stelle Ihrer Firma, bitten Sie den Administrator, sie zu installieren
link-hint-guest-network = Melden Sie sich im Netz eines Hotels oder anderer Gastgeber zuerst dort an
link-hint-clock = Prüfen Sie Datum und Uhrzeit dieses Computers
link-hint-firewall = Fragen Sie Ihren Administrator, ob eine Firewall im Weg steht
link-hint-client-certificate = Bitten Sie Ihren Administrator, das Zertifikat dieses Computers einzurichten
link-hint-authorities = Installieren Sie die Zertifikate des Systems, in Debian: ca-certificates
link-proxy-unknown-host = Der Name des Proxys { $proxy } wurde nicht gefunden.
link-proxy-refused = Unter der Adresse des Proxys { $proxy } antwortet nichts.
link-proxy-unreachable = Der Proxy { $proxy } ist nicht erreichbar.
link-proxy-tls = Keine sichere Verbindung zum Proxy { $proxy }: { $detail }.
link-proxy-timeout = Der Proxy { $proxy } hat den Weg zum Contact-Center nicht rechtzeitig geöffnet.
link-proxy-cut = Der Proxy { $proxy } hat die Verbindung unterbrochen.
link-proxy-not-a-proxy = Was unter { $proxy } antwortet, ist kein Proxy der eingestellten Art.
link-proxy-sign-in-needed = Der Proxy { $proxy } verlangt Benutzernamen und Passwort.
link-proxy-sign-in-refused = Der Proxy { $proxy } hat Benutzernamen und Passwort nicht akzeptiert.
link-proxy-sign-in-unsupported = Der Proxy { $proxy } verlangt eine Art der Anmeldung, die Deskbell nicht kennt.
link-proxy-forbidden = Der Proxy { $proxy } erlaubt keine Verbindungen zum Contact-Center.
link-proxy-cannot-reach = Der Proxy { $proxy } kann das Contact-Center nicht erreichen.
link-proxy-status = Der Proxy { $proxy } hat die Verbindung mit dem Status { $status } abgelehnt.
link-hint-proxy-address = Prüfen Sie die Adresse des Proxys: die Einstellung proxy oder HTTPS_PROXY
link-hint-proxy-sign-in = Geben Sie beides an mit: deskbell proxy-sign-in --stdin
link-hint-proxy-variable = Stehen sie in der Variablen HTTPS_PROXY, korrigieren Sie sie dort
link-hint-proxy-basic = Bitten Sie Ihren Administrator um einen Proxy mit Benutzernamen und Passwort
link-hint-proxy-allow = Bitten Sie Ihren Administrator, die Adresse des Contact-Centers zu erlauben

## Was sonst verhindert, dass der Agent etwas erfährt.

trouble-toasts-absent = Es gibt keinen Benachrichtigungsdienst: Mitteilungen werden nicht angezeigt
trouble-toasts-hung = Der Benachrichtigungsdienst antwortet nicht: Mitteilungen werden nicht angezeigt
trouble-alerts = Alarmfenster können nicht angezeigt werden
trouble-configuration = Konfiguration: { $detail }
trouble-monitor = Es gibt keinen Monitor „{ $name }“: Alarme erscheinen, wo die Maus ist
trouble-hot-key = Die Tasten { $keys } sind vergeben oder hier unbekannt: bitte andere wählen
trouble-link-refused = Link nicht geöffnet, sein Host ist nicht erlaubt: { $url }
trouble-link-failed = Link konnte nicht geöffnet werden: { $url }

## Symbol und Menü.

tray-offer = { $customer } · { $channel }
tray-presence = Präsenz
tray-recent-seen = Als gesehen markieren
tray-recent = Zuletzt
tray-quiet = Nicht stören
tray-quiet-until-off = Bis ich es ausschalte
tray-quiet-half-hour = Für 30 Minuten
tray-quiet-hour = Für 1 Stunde
tray-quiet-desktop = In den Einstellungen des Desktops eingeschaltet
tray-sound = Ton
tray-sounds-on = Töne ein
tray-sounds-always = Töne ein, vom Administrator festgelegt
tray-sounds-never = Töne aus, vom Administrator festgelegt
tray-try-sound = Testton abspielen
tray-no-sound = Kein Ton konnte abgespielt werden: es gibt keine Tonausgabe
tray-sign-in = Anmelden
tray-sign-in-again = Anmeldeseite erneut öffnen
tray-sign-in-until-log-off = Bis zum Ende der Sitzung anmelden, ohne Schlüsselbund
tray-sign-out = Abmelden
tray-connect = Jetzt verbinden
tray-open = Agenten-Desktop öffnen
tray-settings = Einstellungen
tray-help = Hilfe
tray-doctor = Alles prüfen
tray-diagnostics = Datei für den Support speichern
tray-about = Über Deskbell
tray-quit = Beenden
tray-tip-waiting =
    { $count ->
        [one] { $count } Unterhaltung wartet
       *[other] { $count } Unterhaltungen warten
    }
tray-tip-cannot-alert = Unterhaltungen könnten Ihnen entgehen

## Was zuletzt geschah.

recent-unseen = ● { $line }
recent-assigned = Zugewiesen
recent-transferred = Übergeben
recent-escalated = Eskaliert
recent-escalated-from-bot = Vom Bot eskaliert
recent-consult = Um Rat gebeten
recent-supervisor = Teamleitung
recent-accepted = Angenommen
recent-declined = Abgelehnt
recent-missed = Verpasst
recent-gone = Ging anderswohin

## Mitteilungen.

toast-assigned = Unterhaltung Ihnen zugewiesen
toast-transferred = Unterhaltung an Sie übergeben
toast-escalated = Unterhaltung an Sie eskaliert
toast-escalated-from-bot = Unterhaltung von einem Bot eskaliert
toast-consult = Ein anderer Agent bittet Sie um Rat
toast-supervisor = Nachricht von Ihrer Teamleitung
toast-by = Von { $from }
toast-summary =
    { $count ->
        [one] { $count } Mitteilung kam während Ihrer Abwesenheit
       *[other] { $count } Mitteilungen kamen während Ihrer Abwesenheit
    }
toast-summary-body = Sie stehen im Menü des Symbols unter „Zuletzt“.
toast-inactive = Ihre Präsenz ist jetzt: { $current }
toast-inactive-body = Eine Unterhaltung wurde verpasst. Weitere erhalten Sie erst, wenn Ihre Präsenz wieder „{ $back }“ ist.
preflight = Noch nicht „{ $name }“: Kunden könnten übersehen werden
preflight-toasts = Benachrichtigungen können nicht gezeigt werden
preflight-quiet = „Nicht stören“ ist an, und auch Anfragen warten
preflight-go = Trotzdem fortfahren
presence-back = Zurück zu „{ $back }“
toast-missed = Verpasste Unterhaltung
toast-no-connection = Keine Verbindung zum Contact-Center
toast-no-connection-body = Seit { $time }. { $problem } Bis sie wieder besteht, können Sie nicht benachrichtigt werden.
toast-sign-in = Problem mit der Anmeldung
toast-open = Öffnen

## Anmelden mit dem Browser oder auf einem anderen Gerät.

sign-in-problem-not-a-provider = Unter der Adresse des Anmeldedienstes ist nichts, womit Deskbell anmelden kann.
sign-in-problem-wrong-issuer = Der Anmeldedienst nennt sich anders, als es eingestellt ist.
sign-in-problem-client-unknown = Der Anmeldedienst kennt Deskbell nicht.
sign-in-problem-denied = Die Anmeldung wurde abgelehnt.
sign-in-problem-refused = Der Anmeldedienst hat abgelehnt ({ $code }).
sign-in-problem-timed-out = In der vorgesehenen Zeit hat sich niemand angemeldet.
sign-in-problem-untrusted = Die Antwort des Anmeldedienstes ist nicht in Ordnung und wurde verworfen.
sign-in-problem-no-browser = Es konnte kein Browser gestartet werden.
sign-in-problem-no-port = Die Antwort des Browsers kann nicht empfangen werden: dieser Computer gibt keinen Port frei.
sign-in-problem-no-device-flow = Der Anmeldedienst kennt keine Anmeldung auf einem anderen Gerät.
sign-in-problem-keyring = Sie können nicht angemeldet bleiben. { $detail }
sign-in-problem-ended = Ihre Anmeldung ist abgelaufen.
sign-in-network-unknown-host = Der Name des Anmeldedienstes wurde nicht gefunden.
sign-in-network-unreachable = Der Anmeldedienst ist nicht erreichbar.
sign-in-network-timeout = Der Anmeldedienst hat nicht rechtzeitig geantwortet.
sign-in-network-tls = Keine sichere Verbindung zum Anmeldedienst: { $detail }.
sign-in-network-proxy = Der Proxy { $proxy } öffnet keinen Weg zum Anmeldedienst.
sign-in-network-http = Der Anmeldedienst hat mit dem Status { $status } geantwortet.
sign-in-network-insecure = Der Anmeldedienst ist nicht verschlüsselt; das ist nur auf diesem Computer erlaubt.
sign-in-hint-issuer = Prüfen Sie die Einstellung sign-in-issuer
sign-in-hint-client = Prüfen Sie sign-in-client-id, und ob der Anmeldedienst Deskbell so kennt
sign-in-hint-device = Verwenden Sie ein anderes Gerät mit: deskbell sign-in --device
sign-in-hint-browser = Verwenden Sie den Browser mit: deskbell sign-in
sign-in-hint-keyring = Oder nur bis zum Ende der Sitzung anmelden: deskbell sign-in --session-only
sign-in-page-done = Sie sind angemeldet
sign-in-page-close = Sie können diesen Tab schließen.
sign-in-page-failed = Sie sind nicht angemeldet
sign-in-page-strange = Hier gibt es nichts zu sehen
sign-in-page-strange-text = Deskbell wartet auf eine andere Seite. Sie können diesen Tab schließen.

## Token und Schlüsselbund.

secret-absent = Auf diesem Computer gibt es keinen Schlüsselbund: installieren Sie gnome-keyring oder KWallet.
secret-locked = Der Schlüsselbund ist gesperrt: entsperren Sie ihn, und versuchen Sie es erneut.
secret-not-answering = Der Schlüsselbund antwortet nicht: melden Sie sich vom Computer ab und wieder an, oder starten Sie seinen Dienst neu.
secret-other = Der Schlüsselbund hat abgelehnt: der Grund steht im Protokoll.
secret-command-failed = Der Befehl, der das Token ausgibt, ist fehlgeschlagen.

## Die Konfiguration.

config-unreadable = { $place } kann nicht gelesen werden: { $why }
config-syntax = { $place } ist nicht verständlich, und nichts aus dieser Datei zählt: { $why }
config-unknown = { $place }: die Einstellung „{ $key }“ gibt es nicht.
config-unknown-meant = { $place }: die Einstellung „{ $key }“ gibt es nicht; meinten Sie „{ $meant }“?
config-value = { $place }: für „{ $key }“ wird erwartet: { $wanted }; der bisherige Wert bleibt.
config-host = { $place }: „{ $entry }“ in allowed-hosts ist kein Host und erlaubt nichts. Schreiben Sie crm.example.com, crm.example.com:8443 oder *.example.com für alle Hosts darunter.
config-placeholder-meant = { $place } hat einen Platzhalter „{ $name }“, den es nicht gibt. Meinten Sie { $meant }?
config-placeholder = { $place } hat einen Platzhalter, den es nicht gibt: „{ $name }“. Eine Klammer selbst wird doppelt geschrieben.
config-secret = { $place }: ein Token gehört nicht in eine Datei. Entfernen Sie es, und verwenden Sie: deskbell sign-in --token-stdin
config-pac = { $place }: ein Skript, das Proxys auswählt (PAC), wird nicht unterstützt. Nennen Sie den Proxy selbst, z. B. proxy = "http://proxy.example.com:3128"
config-policy-only = { $place }: „{ $key }“ zählt nur in der Richtlinie der Administration und wird hier ignoriert.
config-outside-tables = { $place }: „{ $key }“ steht außerhalb der Tabellen der Richtlinie und zählt nicht. Schreiben Sie es unter [enforced] oder, wenn Agenten anders wählen dürfen, unter [defaults].
config-unknown-table = { $place }: Eine Richtlinie hat die Tabellen [enforced] und [defaults], aber kein „{ $key }“.
config-no-table = { $place }: „{ $key }“ muss eine Tabelle sein, wie in [{ $key }], mit einer Zeile je Einstellung darunter.
config-form = { $place }: „{ $key }“ ist als { $found } abgelegt und muss { $wanted } sein; der Wert davor bleibt.
config-last-good = { $place }: Was dort zuvor gelesen wurde, zählt weiter.
config-next-start = { $place }: Der neue Wert von „{ $key }“ zählt ab dem nächsten Start von Deskbell.
config-wants-center = eine Adresse, die mit wss:// beginnt (ws:// nur zu diesem Computer), ohne Benutzernamen und Passwort
config-wants-link = eine Adresse, die mit https:// beginnt (http:// nur zu diesem Computer), ohne Benutzernamen und Passwort
config-wants-text = ein Text
config-wants-texts = eine Liste von Texten
config-wants-hosts = eine Liste von Hosts, z. B. ["crm.example.com"]
config-wants-command = eine Liste: ein Programm und seine Argumente
config-wants-proxy = direct, system oder eine Adresse wie http://proxy.example.com:3128 (http, https, socks5) ohne Benutzernamen und Passwort; diese nimmt: deskbell proxy-sign-in --stdin
config-wants-file = der vollständige Pfad einer Datei
config-wants-hot-key = Tasten mit Strg, Alt oder Super, wie in ctrl+alt+a
config-wants-templates = eine Tabelle von Vorlagen nach Kanal, jede mit einem Titel und höchstens vier Feldern
config-wants-switch = true oder false
config-wants-percent = eine ganze Zahl von 0 bis 100
config-wants-seconds = eine Liste ganzer Zahlen von Sekunden, z. B. [10, 15, 20]
config-wants-some-of = eine Liste aus: { $choices }
config-wants-one-of = eines von: { $choices }

## Das Beispiel von deskbell test-alert.

sample-queue = Test-Warteschlange
sample-customer = Anna Nowak
sample-company = Contoso GmbH
sample-comment = Das ist ein Testalarm. Es wartet kein Kunde.
sample-case-number = CAS-01423
sample-case-title = Testfall

## Die Befehlszeile.

help-about = Sorgt dafür, dass kein wartender Kunde unbemerkt bleibt. Ohne Befehl: startet im Infobereich.
help-center = Die Adresse des Contact-Centers
help-value-center = URL
help-theme = Aussehen der Fenster: light, dark oder system
help-value-theme = DESIGN
help-language = Die Sprache aller Texte
help-value-language = SPRACHE
help-status = Zeigt, ob Deskbell verbunden ist und was nicht stimmt
help-json = Als JSON, für Skripte
help-schema = Als JSON Schema, für Editoren: was Konfiguration und Richtlinie enthalten dürfen
help-test-alert = Zeigt einen Testalarm und eine Testmitteilung
help-open = Öffnet einen Link im Browser, wenn sein Host erlaubt ist
help-url = Der Link
help-sign-in = Meldet mit dem Browser an und bewahrt das im Schlüsselbund auf
help-device = Auf einem anderen Gerät anmelden, mit einem Code, der hier erscheint
help-token-stdin = Stattdessen ein Token von der Standardeingabe lesen
help-session-only = Nur bis zum Ende der Sitzung: nichts im Schlüsselbund aufbewahren
help-sign-out = Meldet ab und entfernt das Token aus dem Schlüsselbund
help-proxy-sign-in = Bewahrt Benutzernamen und Passwort für den Proxy im Schlüsselbund auf
help-proxy-stdin = Benutzer:Passwort von der Standardeingabe lesen
help-config = Zeigt jede Einstellung und woher sie kommt
help-quit = Beendet das laufende Deskbell
cli-already-running = Deskbell läuft mit einem anderen Contact-Center. Beenden Sie es zuerst: deskbell quit
cli-no-own-link = „{ $link }“ ist kein Link, den Deskbell kennt.
cli-no-instance = Der Ordner der Sitzung kann nicht verwendet werden: { $why }
cli-not-running = Deskbell läuft nicht.
cli-no-answer = Das laufende Deskbell antwortet nicht: { $why }
cli-strange-answer = Das laufende Deskbell hat eine andere Version: beenden Sie es, und starten Sie es neu.
cli-no-threads = Der Computer gibt keine weiteren Threads frei: { $why }
cli-no-output = Die Antwort kann nicht ausgegeben werden: { $why }
cli-no-browser = Es konnte kein Browser gestartet werden: { $why }
cli-waiting =
    { $count ->
        [one] { $count } Unterhaltung wartet
       *[other] { $count } Unterhaltungen warten
    }
cli-test-alert-shown = Der Testalarm ist auf dem Bildschirm.
cli-link-refused = Dieser Link darf nicht geöffnet werden: { $what }
cli-link-refused-hint = Sein Host muss in allowed-hosts stehen, und der Link muss mit https:// beginnen
cli-no-token = Auf der Standardeingabe war kein Token.
cli-no-center = Es ist kein Contact-Center eingerichtet.
cli-no-center-hint = Fügen Sie --center wss://… hinzu, oder setzen Sie center in der Konfiguration.
cli-sign-in-browser = Machen Sie im Browser weiter. Öffnet sich keine Seite, öffnen Sie auf diesem Computer:
cli-sign-in-device = Öffnen Sie diese Seite auf einem beliebigen Gerät, und geben Sie dort den Code { $code } ein:
cli-sign-in-device-whole = Oder öffnen Sie diese, die den Code schon enthält:
cli-no-issuer = Es ist kein Anmeldedienst eingerichtet.
cli-no-issuer-hint = Setzen Sie sign-in-issuer in der Konfiguration, oder geben Sie ein Token an mit: deskbell sign-in --token-stdin
cli-session-question = Bis zum Ende der Sitzung anmelden und nichts auf diesem Computer aufbewahren? [j/N]
cli-yes = j ja
cli-session-hint = Um sich nur bis zum Ende der Sitzung anzumelden, ohne Schlüsselbund, fügen Sie hinzu: --session-only
cli-token-elsewhere = Das laufende Deskbell nimmt sein Token aus DESKBELL_TOKEN oder aus token-command.
cli-session-needs-daemon = Ohne Schlüsselbund muss das laufende Deskbell die Anmeldung übernehmen, und es läuft keines.
cli-session-needs-daemon-hint = Starten Sie es zuerst mit: deskbell
cli-signed-in-session = Bei { $center } bis zum Ende der Sitzung angemeldet. Auf diesem Computer wurde nichts aufbewahrt.
cli-signed-in = Bei { $center } angemeldet. Das Token ist im Schlüsselbund.
cli-signed-out = Bei { $center } abgemeldet. Das Token ist nicht mehr im Schlüsselbund.
cli-no-proxy = Auf dem Weg zum Contact-Center ist kein Proxy.
cli-no-proxy-hint = Setzen Sie proxy in der Konfiguration oder die Variable HTTPS_PROXY
cli-no-proxy-sign-in = Auf der Standardeingabe war kein Benutzer:Passwort.
cli-proxy-signed-in = Benutzername und Passwort sind im Schlüsselbund, als { $account }.
cli-config-unset = nicht gesetzt

# The window of settings.
language-name = Deutsch
settings-title = Deskbell-Einstellungen
settings-as-system = Wie das System
settings-sounds = Töne
settings-volume = Lautstärke
settings-sound-device = Ausgabe
settings-look = Aussehen
settings-theme = Design
settings-light = Hell
settings-dark = Dunkel
settings-language = Sprache
settings-monitor = Alarme erscheinen
settings-monitor-mouse = Wo die Maus ist
settings-monitor-primary = Auf dem Hauptbildschirm
settings-privacy = Alarme und Mitteilungen zeigen
settings-privacy-full = Alles
settings-privacy-name = Nur den Namen des Kunden
settings-privacy-hidden = Nichts vom Kunden
settings-keys = Tastenkürzel
settings-keys-advice = Sie beantworten den ältesten Alarm, in welchem Programm Sie auch sind.
settings-hot-key-accept = Annehmen
settings-hot-key-decline = Ablehnen
settings-keys-press = Tasten drücken…
settings-keys-off = Aus
settings-keys-clear = Ausschalten
settings-start-heading = Start
settings-start = Bei der Anmeldung starten
settings-account = Konto
settings-signed-in = { $agent } bei { $center }
settings-not-signed-in = Nicht verbunden mit { $center }
settings-by-center = Vom Contact-Center festgelegt
settings-by-policy = Von Ihrer Administration festgelegt ({ $place })
settings-by-start = Beim Start von Deskbell festgelegt ({ $place })
doctor-at-work = Alles wird geprüft…
about-purpose = Sorgt dafür, dass kein wartender Kunde unbemerkt bleibt.
about-licence = Lizenziert unter MIT oder Apache-2.0, nach Ihrer Wahl.
about-packages = Besteht aus diesen Paketen
help-value-link = LINK
help-link = Ein Link mit dem Schema deskbell:, z. B. deskbell://settings
help-settings = Das Fenster der Einstellungen öffnen

## The doctor, and what is written for whoever helps.

help-doctor = Prüft alles, was Deskbell braucht, und sagt, was zu tun ist
help-diagnostics = Schreibt eine ZIP-Datei für die Person, die hilft: das Protokoll, die Konfiguration und was doctor sagt
help-value-file = DATEI
help-file = Die Datei; ohne sie eine neue mit dem Datum im Namen, in diesem Ordner
diagnostics-written = { $file } ist geschrieben. Darin sind keine Worte von Kunden und nichts Geheimes; sehen Sie hinein, bevor Sie die Datei senden.
diagnostics-taken = Eine Datei { $file } gibt es schon.
diagnostics-taken-hint = Nennen Sie eine andere Datei, oder keine
diagnostics-unwritten = Die Datei kann nicht geschrieben werden: { $why }
diagnostics-unwritten-hint = Nennen Sie eine Datei in einem Ordner, der Ihnen gehört
doctor-found =
    { $count ->
        [one] { $count } Sache funktioniert nicht, wie sie soll.
       *[other] { $count } Sachen funktionieren nicht, wie sie sollen.
    }
doctor-not-checked = Nicht geprüft, der Grund steht oben.
doctor-not-on-this-system = Auf diesem System nicht geprüft.
doctor-no-answer = keine Antwort
doctor-part-hung-hint = Melden Sie sich vom Computer ab und wieder an, oder beenden Sie dieses Programm, und starten Sie es neu
doctor-label-configuration = Konfiguration
doctor-configuration-good =
    { $count ->
        [one] { $count } Einstellung ist gesetzt, in { $places }.
       *[other] { $count } Einstellungen sind gesetzt, in { $places }.
    }
doctor-configuration-none = Es ist nichts gesetzt.
doctor-configuration-bad = Nicht alles darin ist verständlich.
doctor-label-center = Contact-Center
doctor-center-good = { $center }, laut { $place }.
doctor-center-daemon = { $center }, womit das laufende Deskbell gestartet wurde. Diesem Befehl wurde es nicht genannt.
doctor-label-dns = Name
doctor-dns-good = { $host } wurde unter { $addresses } gefunden.
doctor-dns-address = { $host } ist eine Adresse und muss nicht nachgeschlagen werden.
doctor-label-tcp = Verbindung
doctor-tcp-good = { $place } antwortet.
doctor-label-proxy = Proxy
doctor-proxy-none = Der Weg ist direkt.
doctor-proxy-good = Der Proxy { $proxy } führt zum Contact-Center.
doctor-label-tls = Verschlüsselung
doctor-tls-good = { $version }; das Zertifikat stammt von „{ $authority }“ und gilt bis zum { $until }.
doctor-tls-plain = Nicht nötig: das Contact-Center läuft auf diesem Computer.
doctor-label-websocket = WebSocket
doctor-websocket-open = Lässt sich öffnen.
doctor-websocket-asks = Das Contact-Center antwortet und verlangt eine Anmeldung.
doctor-label-clock = Uhr
doctor-clock-good = Sie weicht um { $time } von der des Contact-Centers ab.
doctor-clock-ahead = Die Uhr dieses Computers geht gegenüber der des Contact-Centers um { $time } vor: Anmeldungen können abgelehnt werden, und Fristen stimmen nicht.
doctor-clock-behind = Die Uhr dieses Computers geht gegenüber der des Contact-Centers um { $time } nach: Anmeldungen können abgelehnt werden, und Fristen stimmen nicht.
doctor-clock-untold = Das Contact-Center sagt nicht, wie spät es ist.
doctor-clock-hint = Stellen Sie die Uhr, am besten automatisch über das Netzwerk: timedatectl set-ntp true
doctor-label-sign-in = Anmeldung
doctor-sign-in-good = Das Contact-Center akzeptiert das Token { $place }.
doctor-sign-in-daemon = Das laufende Deskbell ist als { $agent } verbunden.
doctor-sign-in-renewed = Sie sind angemeldet. Das Token ist abgelaufen und wird erneuert, wenn Deskbell sich verbindet.
doctor-sign-in-untried = Es gibt ein Token { $place }. Ob das Contact-Center es akzeptiert, wurde nicht geprüft.
doctor-sign-in-place = Es geht um das Token { $place }
doctor-token-variable = aus DESKBELL_TOKEN
doctor-token-command = aus token-command
doctor-token-keyring = im Schlüsselbund
doctor-label-keyring = Schlüsselbund
doctor-keyring-good = Er ist entsperrt.
doctor-keyring-hint = Melden Sie sich vorerst nur bis zum Ende der Sitzung an: deskbell sign-in --session-only
doctor-keyring-unneeded = Das Token kommt anderswoher: der Schlüsselbund wird nur für das Passwort eines Proxys gebraucht
doctor-label-session-bus = Desktop-Sitzung
doctor-bus-good = Der Nachrichtenbus antwortet.
doctor-bus-none = Es gibt keinen Nachrichtenbus: { $why }
doctor-bus-hung = Der Nachrichtenbus antwortet nicht.
doctor-bus-hint = Starten Sie Deskbell vom Desktop aus, als die Person, die dort angemeldet ist
doctor-session-windows = Von Windows, { $session }.
doctor-label-notifications = Mitteilungen
doctor-notifications-good = { $server } zeigt sie an ({ $abilities }).
doctor-notifications-no-clicks = Der Dienst kennt keine Klicks: Unterhaltungen lassen sich nicht aus Mitteilungen öffnen, verwenden Sie „Zuletzt“ im Menü des Symbols
doctor-notifications-none = Kein Programm zeigt Mitteilungen an.
doctor-notifications-none-hint = Installieren und starten Sie einen Benachrichtigungsdienst, z. B. dunst
doctor-notifications-hung = Der Benachrichtigungsdienst antwortet nicht.
doctor-notifications-strange = Der Benachrichtigungsdienst sagt nicht, was er kann: { $why }
doctor-toasts-windows = Windows zeigt sie.
doctor-toasts-off-program = Windows zeigt keine von Deskbell: Seine Benachrichtigungen sind ausgeschaltet.
doctor-toasts-off-agent = Windows zeigt keine: Benachrichtigungen sind ausgeschaltet.
doctor-toasts-off-hint = Schalten Sie sie ein: Einstellungen, System, Benachrichtigungen
doctor-toasts-off-policy = Windows zeigt keine: Benachrichtigungen sind von der Administration ausgeschaltet.
doctor-toasts-off-policy-hint = Fragen Sie Ihre Administration
doctor-toasts-windows-none = Windows zeigt keine: { $why }
doctor-toasts-windows-none-hint = Melden Sie sich vom Computer ab und wieder an; hilft das nicht, installieren Sie Deskbell neu
doctor-toasts-macos = macOS zeigt sie.
doctor-toasts-macos-unasked = Noch hat sie niemand erlaubt oder verboten.
doctor-toasts-macos-unasked-hint = Starten Sie Deskbell und erlauben Sie seine Mitteilungen, wenn macOS danach fragt
doctor-toasts-macos-off = macOS zeigt keine von Deskbell: Seine Mitteilungen sind ausgeschaltet.
doctor-toasts-macos-off-hint = Schalten Sie sie ein: Systemeinstellungen, Mitteilungen, Deskbell
doctor-toasts-macos-none = macOS zeigt keine: { $why }
doctor-toasts-macos-none-hint = Starten Sie das Deskbell aus dem Ordner Programme
doctor-label-do-not-disturb = Nicht stören
doctor-quiet-off = Auf dem Desktop ist es ausgeschaltet.
doctor-quiet-on = Auf dem Desktop ist es eingeschaltet: Mitteilungen warten unter „Zuletzt“.
doctor-quiet-hint = Schalten Sie es in den Benachrichtigungseinstellungen des Desktops aus
doctor-quiet-none = Der Desktop hat keinen Schalter dafür.
doctor-quiet-windows = Windows lässt Benachrichtigungen durch. Ob sein eigenes „Nicht stören“ an ist, sagt es Programmen nicht: Dann zeigt es sie nur im Info-Center.
doctor-quiet-whole-screen = Ein Programm hat den ganzen Bildschirm: Windows zeigt Benachrichtigungen vielleicht nur im Info-Center.
doctor-quiet-windows-hint = Erlauben Sie Deskbell als wichtige Benachrichtigung: Einstellungen, System, Benachrichtigungen
doctor-quiet-presentation = Eine Präsentation oder ein Spiel läuft: Mitteilungen warten unter „Zuletzt“.
doctor-quiet-presentation-hint = Beenden Sie sie
doctor-label-tray-host = Infobereich
doctor-tray-good = Der Desktop zeigt Symbole an.
doctor-tray-none = Der Desktop zeigt keine Symbole an.
doctor-tray-no-host = Der Desktop kennt Symbole, aber kein Programm zeigt sie an.
doctor-tray-hung = Der Infobereich antwortet nicht.
doctor-tray-hint = Schalten Sie in GNOME die Erweiterung AppIndicator and KStatusNotifierItem Support ein, anderswo den Infobereich der Leiste
doctor-tray-commands-hint = Verwenden Sie andernfalls die Befehle, die es für alles im Menü gibt: deskbell --help
doctor-label-display = Bildschirm
doctor-display-only-wayland = { $display }, von Wayland: andere Fenster können Alarme verdecken, daher melden auch Mitteilungen Anfragen.
doctor-display-wayland-hint = Damit Alarme obenauf bleiben, installieren Sie Xwayland und melden Sie sich ab und wieder an
doctor-display-good = { $display }, { $width } × { $height } Pixel.
doctor-display-none = Es gibt keinen: Alarme können nicht angezeigt werden.
doctor-display-bad = Auf { $display } können keine Alarme angezeigt werden: { $why }
doctor-display-hint = Melden Sie sich vom Computer ab und wieder an, und starten Sie Deskbell vom Desktop aus
doctor-display-still = Windows sagt, dass { $display } 0-mal in der Sekunde gezeichnet wird: Es kann kein Alarm gezeigt werden.
doctor-display-still-hint = Stellen Sie in den Einstellungen der Anzeige eine Bildwiederholrate ein, und starten Sie Deskbell neu
doctor-label-sound = Ton
doctor-sound-good = Anfragen sind über { $device } zu hören.
doctor-sound-off = Die Töne sind ausgeschaltet; zu hören wären sie über { $device }.
doctor-sound-off-hint = Setzen Sie sounds = true, oder wählen Sie „Töne ein“ im Menü des Symbols
doctor-sound-muted = { $device } ist stummgeschaltet.
doctor-sound-muted-hint = Heben Sie die Stummschaltung in den Toneinstellungen des Desktops auf
doctor-sound-none = Es gibt keinen Soundserver: { $why }
doctor-sound-none-hint = Installieren und starten Sie PipeWire oder PulseAudio
doctor-sound-hung = Der Soundserver antwortet nicht.
doctor-sound-no-output = Es gibt nichts, worüber Töne abgespielt werden können.
doctor-sound-no-output-hint = Schließen Sie ein Headset oder Lautsprecher an
doctor-sound-unknown = Es gibt keine Ausgabe { $device }.
doctor-sound-unknown-hint = Schließen Sie sie an, oder setzen Sie sound-device auf eine von: { $devices }
doctor-label-browser = Links
doctor-browser-good = { $browser } öffnet sie.
doctor-browser-none = Es ist kein Browser ausgewählt.
doctor-browser-gone = Der ausgewählte Browser { $browser } ist nicht installiert.
doctor-browser-hint = Wählen Sie in den Einstellungen des Desktops einen Standardbrowser
doctor-browser-no-launcher = Das Programm { $launcher }, das Links öffnet, fehlt.
doctor-browser-no-launcher-hint = Installieren Sie xdg-utils
doctor-label-autostart = Start bei der Anmeldung
doctor-autostart-good = Eingeschaltet durch { $file }.
doctor-autostart-off = Ausgeschaltet durch { $file }.
doctor-autostart-off-hint = Entfernen Sie diese Datei, oder schalten Sie Deskbell in den Einstellungen des Desktops bei den Programmen ein, die bei der Anmeldung starten
doctor-autostart-off-setting = Aus, durch die Einstellung „start-at-log-on“.
doctor-autostart-none = Deskbell startet nicht von selbst.
doctor-autostart-hint = Fügen Sie es in den Einstellungen des Desktops zu den Programmen hinzu, die bei der Anmeldung starten
doctor-autostart-gone = { $file } startet „{ $program }“, das es nicht gibt.
doctor-autostart-gone-hint = Entfernen Sie diese Datei, oder installieren Sie Deskbell neu
doctor-autostart-gone-windows-hint = Installieren Sie Deskbell neu
doctor-autostart-windows-hint = Schalten Sie es ein: Einstellungen, Apps, Autostart, oder in den Einstellungen von Deskbell
doctor-autostart-macos-hint = Schalten Sie es in den Einstellungen von Deskbell ein
doctor-label-daemon = Deskbell
doctor-daemon-good = Version { $version } läuft (Prozess { $pid }): { $sentence }
doctor-daemon-start-hint = Starten Sie es aus dem Menü des Desktops, oder mit: deskbell
doctor-daemon-again-hint = Beenden Sie es, und starten Sie es neu
doctor-daemon-other-hint = Es hat eine andere Version als dieser Befehl: beenden Sie es, und starten Sie es neu
