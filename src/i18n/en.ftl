## English. Every text that an agent can see in the daemon.

product = Deskbell

## Channels, as they stand in the middle of a line.

channel-chat = chat
channel-sms = SMS
channel-facebook = Facebook message
channel-whatsapp = WhatsApp message
channel-email = e-mail
channel-voice = call

## How long something takes.

duration-seconds = { $seconds } s
duration-minutes = { $minutes } min { $seconds } s
duration-hours = { $hours } h { $minutes } min

## The alert window.

alert-heading = Incoming { $channel }
alert-heading-spoken = { $heading }, { $customer }
alert-transfer = Transferred to you
alert-escalation = Escalated to you
alert-bot-escalation = Escalated from bot
alert-consult = Asks for your advice
alert-sample = Test
alert-unknown-customer = Unknown customer
alert-hidden-customer = Customer
alert-hidden = Details are hidden
alert-identified = Contact identified
alert-not-identified = Contact not identified
alert-no-contact-with-phone = No contact with this mobile phone
alert-ambiguous = Several contacts match
alert-ambiguous-phone = Several contacts have this mobile phone
alert-waiting = Waiting
alert-case = Case
alert-accept = Accept
alert-decline = Decline
alert-reasons = Why do you decline?
alert-back = Back
alert-accepting = Accepting…
alert-more =
    { $count ->
        [one] { $count } more waiting behind this one
       *[other] { $count } more waiting behind this one
    }
alert-closes = This closes by itself in a few seconds.
alert-gone-accepted = You accepted this conversation.
alert-gone-taken = Taken by another agent.
alert-gone-taken-by = Taken by { $agent }.
alert-gone-customer-left = The customer has left.
alert-gone-expired = The time to answer is over.
alert-gone-rerouted = The conversation went to another queue or agent.
alert-gone-not-there = The conversation is no longer waiting.
alert-gone-no-answer = The contact center did not answer. Look into the agent desktop.
alert-refused-taken = Another agent was faster.
alert-refused-expired = The time to answer is over.
alert-refused-withdrawn = The conversation is no longer waiting.
alert-refused-forbidden = You are not allowed to do this.
alert-refused-unknown = The contact center does not know this offer any more.
alert-refused-busy = You have no free capacity, or the contact center is busy.
alert-refused-unexplained = The contact center refused without saying why.
alert-refused-advice = As long as this is ringing you can try again.
alert-offline = No connection to the contact center.
alert-offline-advice = Reconnecting… the offer is kept until its time runs out.
alert-offline-accept = Reconnecting… your Accept is sent if the connection is back in time.
alert-offline-decline = Reconnecting… your Decline is sent if the connection is back in time.

## The connection, and what the agent can do about it.

link-connected = Connected as { $agent }
link-connecting = Connecting…
link-waiting = Reconnecting, next try within { $time }
link-stopped = Not connected
link-signed-out = Signed out
link-problem-not-configured = No contact center is set up.
link-hint-not-configured = Set its address in the configuration, or start with --center
link-problem-no-token = Nobody is signed in.
link-hint-sign-in = Sign in with: deskbell sign-in
link-problem-token-unavailable = The token could not be read: { $detail }
link-hint-token-unavailable = Unlock the keyring, then choose Connect now
link-problem-unknown-host = The contact center's name was not found.
link-hint-network = Check the network connection
link-hint-address = Check the contact center's address
link-problem-refused = Nothing answers at the contact center's address.
link-problem-unreachable = The contact center cannot be reached.
link-problem-tls = No secure connection to the contact center: { $detail }.
link-hint-tls = Ask your administrator about the certificate
link-problem-timeout = The contact center did not answer in time.
link-problem-unauthorized = The contact center did not accept the sign-in.
link-problem-http = The contact center answered with status { $status }.
link-problem-not-the-protocol = There is no contact center at the address that Deskbell can talk to.
link-problem-insecure = An unencrypted connection is allowed to this computer only.
link-hint-insecure = Use an address that begins with wss://
link-problem-closed = The contact center closed the connection (code { $code }).
link-hint-administrator = If it stays so, tell your administrator
link-problem-replaced = You connected from another device.
link-hint-replaced = Choose Connect now to be alerted here
link-problem-signed-out = You were signed out.
link-problem-lost = The connection was lost.

## The way to the contact center: TLS (the other side is named before the colon) and proxies.

link-tls-unknown-authority = its certificate comes from “{ $authority }”, which this computer does not trust
link-tls-unknown-authority-unnamed = this computer does not trust the authority that issued its certificate
link-tls-expired = its certificate expired on { $day }
link-tls-expired-undated = its certificate has expired
link-tls-not-yet-valid = its certificate is not valid before { $day }
link-tls-not-yet-valid-undated = its certificate is not valid yet
link-tls-wrong-name = its certificate is for another name ({ $names })
link-tls-wrong-name-unnamed = its certificate is for another name
link-tls-revoked = its certificate was withdrawn by the authority that issued it
link-tls-certificate-other = its certificate is not right ({ $detail })
link-tls-timeout = it did not finish the handshake in time
link-tls-cut = the connection was cut during the handshake
link-tls-not-tls = what answers there is not encrypted
link-tls-incompatible = it knows only encryption that is no longer safe
link-tls-client-wanted = it wants a certificate of this computer, and none is set up
link-tls-client-refused = it does not accept this computer's certificate
link-tls-client-not-configured = the certificate of this computer is not complete, the setting { $file } is missing
link-tls-client-unreadable = the file { $file } cannot be read ({ $why })
link-tls-client-no-certificate = there is no certificate in the file { $file }
link-tls-client-no-key = there is no private key without a password in the file { $file }
link-tls-client-other-key = the key in the file { $file } does not belong to the certificate
link-tls-no-authorities = this computer has no list of trusted authorities
link-tls-other = it failed with “{ $detail }”
link-hint-authority = If it is your company's authority, ask your administrator to install it here
link-hint-guest-network = In the network of a hotel or of other hosts, sign in to that network first
link-hint-clock = Check the date and time of this computer
link-hint-firewall = Ask your administrator whether a firewall stands in the way
link-hint-client-certificate = Ask your administrator to set up this computer's certificate
link-hint-authorities = Install the system's certificates, on Debian with the package ca-certificates
link-proxy-unknown-host = The name of the proxy { $proxy } was not found.
link-proxy-refused = Nothing answers at the proxy's address { $proxy }.
link-proxy-unreachable = The proxy { $proxy } cannot be reached.
link-proxy-tls = No secure connection to the proxy { $proxy }: { $detail }.
link-proxy-timeout = The proxy { $proxy } did not open the way to the contact center in time.
link-proxy-cut = The proxy { $proxy } cut the connection.
link-proxy-not-a-proxy = What answers at { $proxy } is not a proxy of the kind that is set up.
link-proxy-sign-in-needed = The proxy { $proxy } wants a user name and a password.
link-proxy-sign-in-refused = The proxy { $proxy } did not accept the user name and the password.
link-proxy-sign-in-unsupported = The proxy { $proxy } wants a kind of sign-in that Deskbell does not know.
link-proxy-forbidden = The proxy { $proxy } does not allow connections to the contact center.
link-proxy-cannot-reach = The proxy { $proxy } cannot reach the contact center.
link-proxy-status = The proxy { $proxy } refused the connection with status { $status }.
link-hint-proxy-address = Check the proxy's address: the setting proxy, or the variable HTTPS_PROXY
link-hint-proxy-sign-in = Give them with: deskbell proxy-sign-in --stdin
link-hint-proxy-variable = Where they are in the variable HTTPS_PROXY, correct them there
link-hint-proxy-basic = Ask your administrator for a proxy that takes a user name and a password
link-hint-proxy-allow = Ask your administrator to allow the contact center's address

## What else keeps the agent from being told.

trouble-toasts-absent = There is no notification service: notices are not shown
trouble-toasts-hung = The notification service does not answer: notices are not shown
trouble-alerts = Alert windows cannot be shown
trouble-configuration = Configuration: { $detail }
trouble-monitor = There is no monitor “{ $name }”: alerts appear where the mouse is
trouble-hot-key = The keys { $keys } are taken or unknown here: please choose others
trouble-link-refused = Link not opened, its host is not allowed: { $url }
trouble-link-failed = Link could not be opened: { $url }

## Tray icon and menu.

tray-offer = { $customer } · { $channel }
tray-presence = Presence
tray-recent-seen = Mark as seen
tray-recent = Recent
tray-quiet = Do not disturb
tray-quiet-until-off = Until I turn it off
tray-quiet-half-hour = For 30 minutes
tray-quiet-hour = For 1 hour
tray-quiet-desktop = On in your desktop's settings
tray-sound = Sound
tray-sounds-on = Sounds on
tray-sounds-always = Sounds on, set by your administrator
tray-sounds-never = Sounds off, set by your administrator
tray-try-sound = Play a test sound
tray-no-sound = No sound could be played: there is no sound output
tray-sign-in = Sign in
tray-sign-in-again = Open the sign-in page again
tray-sign-in-until-log-off = Sign in until I log off, without the keyring
tray-sign-out = Sign out
tray-connect = Connect now
tray-open = Open agent desktop
tray-settings = Settings
tray-help = Help
tray-doctor = Check everything
tray-diagnostics = Save a file for support
tray-about = About Deskbell
tray-quit = Quit
tray-tip-waiting =
    { $count ->
        [one] { $count } conversation waiting
       *[other] { $count } conversations waiting
    }
tray-tip-cannot-alert = You may miss conversations

## What happened lately.

recent-unseen = ● { $line }
recent-assigned = Assigned
recent-transferred = Transferred
recent-escalated = Escalated
recent-escalated-from-bot = Escalated from bot
recent-consult = Advice asked
recent-supervisor = Supervisor
recent-accepted = Accepted
recent-declined = Declined
recent-missed = Missed
recent-gone = Went elsewhere

## Toasts.

toast-assigned = Conversation assigned to you
toast-transferred = Conversation transferred to you
toast-escalated = Conversation escalated to you
toast-escalated-from-bot = Conversation escalated from a bot
toast-consult = Another agent asks for your advice
toast-supervisor = Message from your supervisor
toast-by = By { $from }
toast-summary =
    { $count ->
        [one] { $count } notice came while you were away
       *[other] { $count } notices came while you were away
    }
toast-summary-body = They are listed under Recent in the tray menu.
toast-inactive = You were set to { $current }
toast-inactive-body = A conversation was missed, and you get no more until you are { $back } again.
preflight = Not yet { $name }: customers might go unseen
preflight-toasts = Notifications cannot be shown
preflight-quiet = Do not disturb is on, and offers wait as well
preflight-go = Go ahead all the same
presence-back = Go back to { $back }
toast-missed = Missed conversation
toast-no-connection = No connection to the contact center
toast-no-connection-body = For { $time }. { $problem } You cannot be alerted until it is back.
toast-sign-in = Problem with the sign-in
toast-open = Open

## Signing in by browser, or on another device.

sign-in-problem-not-a-provider = At the sign-in service's address is nothing that Deskbell can sign in with.
sign-in-problem-wrong-issuer = The sign-in service calls itself by another name than the one that is set up.
sign-in-problem-client-unknown = The sign-in service does not know Deskbell.
sign-in-problem-denied = The sign-in was declined.
sign-in-problem-refused = The sign-in service refused ({ $code }).
sign-in-problem-timed-out = Nobody signed in, in the time that there was.
sign-in-problem-untrusted = The sign-in service's answer is not in order, and was not believed.
sign-in-problem-no-browser = No browser could be started.
sign-in-problem-no-port = The browser's answer cannot be received: this computer gives no port.
sign-in-problem-no-device-flow = The sign-in service knows no sign-in on another device.
sign-in-problem-keyring = You cannot stay signed in. { $detail }
sign-in-problem-ended = Your sign-in has ended.
sign-in-network-unknown-host = The sign-in service's name was not found.
sign-in-network-unreachable = The sign-in service cannot be reached.
sign-in-network-timeout = The sign-in service did not answer in time.
sign-in-network-tls = No secure connection to the sign-in service: { $detail }.
sign-in-network-proxy = The proxy { $proxy } opens no way to the sign-in service.
sign-in-network-http = The sign-in service answered with status { $status }.
sign-in-network-insecure = The sign-in service is not encrypted; that is allowed to this computer only.
sign-in-hint-issuer = Check the setting sign-in-issuer
sign-in-hint-client = Check sign-in-client-id, and that the sign-in service knows Deskbell by it
sign-in-hint-device = Use another device with: deskbell sign-in --device
sign-in-hint-browser = Use the browser with: deskbell sign-in
sign-in-hint-keyring = Or stay signed in until you log off only: deskbell sign-in --session-only
sign-in-page-done = You are signed in
sign-in-page-close = You can close this tab.
sign-in-page-failed = You are not signed in
sign-in-page-strange = Nothing to see here
sign-in-page-strange-text = Deskbell waits for another page. You can close this tab.

## Tokens and the keyring.

secret-absent = There is no keyring on this computer: install gnome-keyring or KWallet.
secret-locked = The keyring is locked: unlock it and try again.
secret-not-answering = The keyring does not answer: log off and on again, or restart its service.
secret-other = The keyring refused: the log has the reason.
secret-command-failed = The command that prints the token failed.

## The configuration.

config-unreadable = { $place } cannot be read: { $why }
config-syntax = { $place } is not understood, and nothing in this file counts: { $why }
config-unknown = { $place }: there is no setting “{ $key }”.
config-unknown-meant = { $place }: there is no setting “{ $key }”; did you mean “{ $meant }”?
config-value = { $place }: “{ $key }” must be { $wanted }; the value before it stays.
config-host = { $place }: “{ $entry }” in allowed-hosts is no host and allows nothing. Write crm.example.com, crm.example.com:8443, or *.example.com for all hosts below it.
config-placeholder-meant = { $place } has a placeholder “{ $name }” that there is not. Did you mean { $meant }?
config-placeholder = { $place } has a placeholder that there is not: “{ $name }”. A brace itself is written twice.
config-secret = { $place }: a token does not belong into a file. Remove it and use: deskbell sign-in --token-stdin
config-pac = { $place }: a script that chooses proxies (PAC) is not supported. Name the proxy itself, e.g. proxy = "http://proxy.example.com:3128"
config-policy-only = { $place }: “{ $key }” counts only in the administrator's policy, and is ignored here.
config-outside-tables = { $place }: “{ $key }” stands outside of the policy's tables and does not count. Write it below [enforced], or below [defaults] if agents may choose otherwise.
config-unknown-table = { $place }: a policy has the tables [enforced] and [defaults], and no “{ $key }”.
config-no-table = { $place }: “{ $key }” must be a table, as in [{ $key }], with a line for each setting below it.
config-form = { $place }: “{ $key }” is kept as { $found } and must be { $wanted }; the value before it stays.
config-last-good = { $place }: what was read there before still counts.
config-next-start = { $place }: the new value of “{ $key }” counts when Deskbell is started the next time.
config-wants-center = an address that begins with wss:// (ws:// for this computer only), without a user name or password
config-wants-link = an address that begins with https:// (http:// for this computer only), without a user name or password
config-wants-text = a text
config-wants-texts = a list of texts
config-wants-hosts = a list of hosts, such as ["crm.example.com"]
config-wants-command = a list: a program and its arguments
config-wants-proxy = direct, system, or an address such as http://proxy.example.com:3128 (http, https, socks5) without user name and password, which go to: deskbell proxy-sign-in --stdin
config-wants-file = the whole path of a file
config-wants-hot-key = keys with Ctrl, Alt or Super, as in ctrl+alt+a
config-wants-templates = a table of templates by channel, each with a title and at most four fields
config-wants-switch = true or false
config-wants-percent = a whole number from 0 to 100
config-wants-seconds = a list of whole numbers of seconds, such as [10, 15, 20]
config-wants-some-of = a list of some of: { $choices }
config-wants-one-of = one of: { $choices }

## The sample of deskbell test-alert.

sample-queue = Test queue
sample-customer = Anna Nowak
sample-company = Contoso Sp. z o.o.
sample-comment = This is a test alert. No customer is waiting.
sample-case-number = CAS-01423
sample-case-title = Test case

## The command line.

help-about = Makes sure that no waiting customer goes unseen. Without a command: starts in the tray.
help-center = The contact center's address
help-value-center = URL
help-theme = How windows look: light, dark or system
help-value-theme = THEME
help-language = The language of all words
help-value-language = TAG
help-status = Shows whether Deskbell is connected and what is wrong
help-json = As JSON, for scripts
help-schema = As a JSON Schema, for editors: what configuration and policy may say
help-test-alert = Shows a sample alert and a sample toast
help-open = Opens a link in the browser, if its host is allowed
help-url = The link
help-sign-in = Signs in with the browser, and keeps that in the keyring
help-device = Sign in on another device, by a code that is shown here
help-token-stdin = Read a token from standard input instead
help-session-only = Until you log off only: keep nothing in the keyring
help-sign-out = Signs out, and removes the token from the keyring
help-proxy-sign-in = Keeps the user name and the password for the proxy in the keyring
help-proxy-stdin = Read user:password from standard input
help-config = Shows every setting and where it comes from
help-quit = Ends the running Deskbell
cli-already-running = Deskbell is running with another contact center. Quit it first: deskbell quit
cli-no-own-link = “{ $link }” is no link that Deskbell knows.
cli-no-instance = The folder of the log-on session cannot be used: { $why }
cli-not-running = Deskbell is not running.
cli-no-answer = The running Deskbell does not answer: { $why }
cli-strange-answer = The running Deskbell is of another version: quit it and start it anew.
cli-no-threads = The computer gives no more threads: { $why }
cli-no-output = The answer cannot be written: { $why }
cli-no-browser = No browser could be started: { $why }
cli-waiting =
    { $count ->
        [one] { $count } conversation waiting
       *[other] { $count } conversations waiting
    }
cli-test-alert-shown = The sample alert is on the screen.
cli-link-refused = This link may not be opened: { $what }
cli-link-refused-hint = Its host must be among allowed-hosts, and the link must begin with https://
cli-no-token = There was no token on standard input.
cli-no-center = No contact center is set up.
cli-no-center-hint = Add --center wss://…, or set center in the configuration.
cli-sign-in-browser = Go on in your browser. If no page opens, open this one on this computer:
cli-sign-in-device = Open this page on any device, and type the code { $code } there:
cli-sign-in-device-whole = Or open this one, which has the code already:
cli-no-issuer = No sign-in service is set up.
cli-no-issuer-hint = Set sign-in-issuer in the configuration, or give a token with: deskbell sign-in --token-stdin
cli-session-question = Sign in until you log off, and keep nothing on this computer? [y/N]
cli-yes = y yes
cli-session-hint = To sign in until you log off only, without the keyring, add: --session-only
cli-token-elsewhere = The running Deskbell takes its token from DESKBELL_TOKEN or from token-command.
cli-session-needs-daemon = Without the keyring the running Deskbell must take the sign-in, and none is running.
cli-session-needs-daemon-hint = Start it first, with: deskbell
cli-signed-in-session = Signed in at { $center } until you log off. Nothing was kept on this computer.
cli-signed-in = Signed in at { $center }. The token is in the keyring.
cli-signed-out = Signed out at { $center }. The token is no longer in the keyring.
cli-no-proxy = There is no proxy on the way to the contact center.
cli-no-proxy-hint = Set proxy in the configuration, or the variable HTTPS_PROXY
cli-no-proxy-sign-in = There was no user:password on standard input.
cli-proxy-signed-in = User name and password are in the keyring, as { $account }.
cli-config-unset = not set

# The window of settings.
language-name = English
settings-title = Deskbell settings
settings-as-system = As the system
settings-sounds = Sounds
settings-volume = Volume
settings-sound-device = Output
settings-look = Look
settings-theme = Theme
settings-light = Light
settings-dark = Dark
settings-language = Language
settings-monitor = Alerts appear
settings-monitor-mouse = Where the mouse is
settings-monitor-primary = On the main monitor
settings-privacy = Alerts and notifications show
settings-privacy-full = Everything
settings-privacy-name = The customer's name only
settings-privacy-hidden = Nothing of the customer
settings-keys = Hot-keys
settings-keys-advice = They answer the oldest alert, whichever program you are in.
settings-hot-key-accept = Accept
settings-hot-key-decline = Decline
settings-keys-press = Press the keys…
settings-keys-off = Off
settings-keys-clear = Turn off
settings-start-heading = Start
settings-start = Start at log-on
settings-account = Account
settings-signed-in = { $agent } at { $center }
settings-not-signed-in = Not connected to { $center }
settings-by-center = Set by the contact center
settings-by-policy = Set by your administrator ({ $place })
settings-by-start = Set when Deskbell was started ({ $place })
doctor-at-work = Looking at everything…
about-purpose = Makes sure that no waiting customer goes unseen.
about-licence = Licensed under MIT or Apache-2.0, as you prefer.
about-packages = Made of these packages
help-value-link = LINK
help-link = A link of the scheme deskbell:, e.g. deskbell://settings
help-settings = Open the window of settings

## The doctor, and what is written for whoever helps.

help-doctor = Checks everything that Deskbell needs, and says what to do
help-diagnostics = Writes a zip file for whoever helps: the log, the configuration and what the doctor says
help-value-file = FILE
help-file = The file; without it a new one with the day in its name, in this folder
diagnostics-written = { $file } is written. It has no customer's words and no secrets in it; look before you send it.
diagnostics-taken = There is a file { $file } already.
diagnostics-taken-hint = Name another file, or none
diagnostics-unwritten = The file cannot be written: { $why }
diagnostics-unwritten-hint = Name a file in a folder that is yours
doctor-found =
    { $count ->
        [one] { $count } thing does not work as it should.
       *[other] { $count } things do not work as they should.
    }
doctor-not-checked = Not checked, because of what is said above.
doctor-not-on-this-system = Not checked on this system.
doctor-no-answer = no answer
doctor-part-hung-hint = Log off and on again, or end and start that program
doctor-label-configuration = Configuration
doctor-configuration-good =
    { $count ->
        [one] { $count } setting is set, in { $places }.
       *[other] { $count } settings are set, in { $places }.
    }
doctor-configuration-none = Nothing is set.
doctor-configuration-bad = Not all of it is understood.
doctor-label-center = Contact center
doctor-center-good = { $center }, as { $place } says.
doctor-center-daemon = { $center }, with which the running Deskbell was started. This command was not told of it.
doctor-label-dns = Name
doctor-dns-good = { $host } is found at { $addresses }.
doctor-dns-address = { $host } is an address, and needs no look-up.
doctor-label-tcp = Connection
doctor-tcp-good = { $place } answers.
doctor-label-proxy = Proxy
doctor-proxy-none = The way is direct.
doctor-proxy-good = The proxy { $proxy } leads to the contact center.
doctor-label-tls = Encryption
doctor-tls-good = { $version }; the certificate comes from “{ $authority }” and is good until { $until }.
doctor-tls-plain = Not needed: the contact center is this computer.
doctor-label-websocket = WebSocket
doctor-websocket-open = It opens.
doctor-websocket-asks = The contact center answers, and wants a sign-in.
doctor-label-clock = Clock
doctor-clock-good = It differs from the contact center's by { $time }.
doctor-clock-ahead = This computer's clock is ahead of the contact center's by { $time }: sign-ins may be refused, and deadlines are wrong.
doctor-clock-behind = This computer's clock is behind the contact center's by { $time }: sign-ins may be refused, and deadlines are wrong.
doctor-clock-untold = The contact center does not say what time it is.
doctor-clock-hint = Set the clock, best by switching on its setting over the network: timedatectl set-ntp true
doctor-label-sign-in = Sign-in
doctor-sign-in-good = The contact center accepts the token { $place }.
doctor-sign-in-daemon = The running Deskbell is connected as { $agent }.
doctor-sign-in-renewed = You are signed in. The token has ended, and is renewed when Deskbell connects.
doctor-sign-in-untried = There is a token { $place }. Whether the contact center accepts it was not checked.
doctor-sign-in-place = The token is the one { $place }
doctor-token-variable = from DESKBELL_TOKEN
doctor-token-command = from token-command
doctor-token-keyring = in the keyring
doctor-label-keyring = Keyring
doctor-keyring-good = It is open.
doctor-keyring-hint = Until then, sign in for this session only: deskbell sign-in --session-only
doctor-keyring-unneeded = The token comes from elsewhere: the keyring is needed for a proxy's password only
doctor-label-session-bus = Desktop session
doctor-bus-good = Its message bus answers.
doctor-bus-none = There is no message bus: { $why }
doctor-bus-hung = Its message bus does not answer.
doctor-bus-hint = Start Deskbell from the desktop, as the one who is logged on there
doctor-session-windows = Of Windows, { $session }.
doctor-label-notifications = Toasts
doctor-notifications-good = They are shown by { $server } ({ $abilities }).
doctor-notifications-no-clicks = It knows no clicks: conversations cannot be opened from toasts, use Recent in the tray's menu
doctor-notifications-none = Nobody shows toasts.
doctor-notifications-none-hint = Install and start a notification server, for example dunst
doctor-notifications-hung = The notification server does not answer.
doctor-notifications-strange = The notification server does not say what it can do: { $why }
doctor-toasts-windows = Windows shows them.
doctor-toasts-off-program = Windows shows none of Deskbell: its notifications are switched off.
doctor-toasts-off-agent = Windows shows none: notifications are switched off.
doctor-toasts-off-hint = Switch them on in Settings, System, Notifications
doctor-toasts-off-policy = Windows shows none: the administrator switched notifications off.
doctor-toasts-off-policy-hint = Ask your administrator
doctor-toasts-windows-none = Windows shows none: { $why }
doctor-toasts-windows-none-hint = Log off and on again; if that does not help, install Deskbell anew
doctor-toasts-macos = macOS shows them.
doctor-toasts-macos-unasked = Nobody has allowed or forbidden them yet.
doctor-toasts-macos-unasked-hint = Start Deskbell, and allow its notifications when macOS asks
doctor-toasts-macos-off = macOS shows none of Deskbell: its notifications are switched off.
doctor-toasts-macos-off-hint = Switch them on in System Settings, Notifications, Deskbell
doctor-toasts-macos-none = macOS shows none: { $why }
doctor-toasts-macos-none-hint = Start the Deskbell that is in the Applications folder
doctor-label-do-not-disturb = Do not disturb
doctor-quiet-off = The desktop has it switched off.
doctor-quiet-on = The desktop has it switched on: notices wait in Recent.
doctor-quiet-hint = Switch it off in the desktop's notification settings
doctor-quiet-none = The desktop has no switch for it.
doctor-quiet-windows = Windows lets notifications through. Its own Do not disturb it keeps from programs: then it shows toasts only in its notification center.
doctor-quiet-whole-screen = A program has the whole screen: Windows may show toasts only in its notification center.
doctor-quiet-windows-hint = Allow Deskbell in Settings, System, Notifications, as a priority notification
doctor-quiet-presentation = A presentation or a game is running: notices wait in Recent.
doctor-quiet-presentation-hint = End it
doctor-label-tray-host = Tray
doctor-tray-good = The desktop shows icons.
doctor-tray-none = The desktop shows no icons.
doctor-tray-no-host = The desktop knows of icons, but nobody shows them.
doctor-tray-hung = The tray does not answer.
doctor-tray-hint = On GNOME switch on the extension AppIndicator and KStatusNotifierItem Support, elsewhere the tray of the panel
doctor-tray-commands-hint = Everything in the menu is there without it too: deskbell --help
doctor-label-display = Display
doctor-display-good = { $display }, { $width } × { $height } pixels.
doctor-display-none = There is none: no alert can be shown.
doctor-display-only-wayland = { $display }, of Wayland: other windows may hide alerts, so toasts tell of offers too.
doctor-display-wayland-hint = For alerts that stay on top, install Xwayland, and log off and on again
doctor-display-bad = No alert can be shown on { $display }: { $why }
doctor-display-hint = Log off and on again, and start Deskbell from the desktop
doctor-display-still = Windows says that { $display } is drawn 0 times a second: no alert can be shown.
doctor-display-still-hint = Set a refresh rate in the settings of the display, and start Deskbell anew
doctor-label-sound = Sound
doctor-sound-good = Offers are heard on { $device }.
doctor-sound-off = Sounds are switched off; they would be heard on { $device }.
doctor-sound-off-hint = Set sounds = true, or choose Sounds on in the tray's menu
doctor-sound-muted = { $device } is muted.
doctor-sound-muted-hint = Make it audible in the desktop's sound settings
doctor-sound-none = There is no sound server: { $why }
doctor-sound-none-hint = Install and start PipeWire or PulseAudio
doctor-sound-hung = The sound server does not answer.
doctor-sound-no-output = There is nothing to play sounds on.
doctor-sound-no-output-hint = Connect a headset or loudspeakers
doctor-sound-unknown = There is no output { $device }.
doctor-sound-unknown-hint = Connect it, or set sound-device to one of: { $devices }
doctor-label-browser = Links
doctor-browser-good = They are opened by { $browser }.
doctor-browser-none = No browser is chosen.
doctor-browser-gone = The chosen browser { $browser } is not installed.
doctor-browser-hint = Choose a default browser in the desktop's settings
doctor-browser-no-launcher = The program { $launcher } that opens links is missing.
doctor-browser-no-launcher-hint = Install xdg-utils
doctor-label-autostart = Start at log-on
doctor-autostart-good = On, by { $file }.
doctor-autostart-off = Off, by { $file }.
doctor-autostart-off-hint = Remove that file, or switch Deskbell on in the desktop's settings for programs that start at log-on
doctor-autostart-off-setting = Off, by the setting “start-at-log-on”.
doctor-autostart-none = Deskbell does not start by itself.
doctor-autostart-hint = Add it to the programs that start at log-on, in the desktop's settings
doctor-autostart-gone = { $file } starts “{ $program }”, which is not there.
doctor-autostart-gone-hint = Remove that file, or install Deskbell anew
doctor-autostart-gone-windows-hint = Install Deskbell anew
doctor-autostart-windows-hint = Switch it on in Settings, Apps, Startup, or in the settings of Deskbell
doctor-autostart-macos-hint = Switch it on in the settings of Deskbell
doctor-label-daemon = Deskbell
doctor-daemon-good = Version { $version } is running (process { $pid }): { $sentence }
doctor-daemon-start-hint = Start it from the desktop's menu, or with: deskbell
doctor-daemon-again-hint = End it and start it anew
doctor-daemon-other-hint = It is of another version than this command: end it and start it anew
