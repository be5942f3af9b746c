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
alert-identified = Contact identified
alert-not-identified = Contact not identified
alert-no-contact-with-phone = No contact with this mobile phone
alert-ambiguous = Several contacts match
alert-ambiguous-phone = Several contacts have this mobile phone
alert-waiting = Waiting
alert-case = Case
alert-accept = Accept
alert-decline = Decline
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
link-problem-unreachable = The contact center cannot be reached.
link-problem-tls = The secure connection failed: { $detail }
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

## What else keeps the agent from being told.

trouble-toasts-absent = There is no notification service: notices are not shown
trouble-toasts-hung = The notification service does not answer: notices are not shown
trouble-alerts = Alert windows cannot be shown
trouble-configuration = Configuration: { $detail }
trouble-link-refused = Link not opened, its host is not allowed: { $url }
trouble-link-failed = Link could not be opened: { $url }

## Tray icon and menu.

tray-offer = { $customer } · { $channel }
tray-presence = Presence
tray-recent = Recent
tray-sign-out = Sign out
tray-connect = Connect now
tray-open = Open agent desktop
tray-quit = Quit
tray-tip-waiting =
    { $count ->
        [one] { $count } conversation waiting
       *[other] { $count } conversations waiting
    }
tray-tip-cannot-alert = You may miss conversations

## What happened lately.

recent-line = { $what } · { $customer } · { $channel }
recent-assigned = Assigned
recent-transferred = Transferred
recent-escalated = Escalated
recent-escalated-from-bot = Escalated from bot
recent-consult = Advice asked
recent-supervisor = Supervisor
recent-accepted = Accepted
recent-declined = Declined
recent-missed = ● Missed
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
toast-missed = Missed conversation
toast-no-connection = No connection to the contact center
toast-no-connection-body = For { $time }. { $problem } You cannot be alerted until it is back.
