## Spanish.

product = Deskbell

## Los canales, tal como aparecen en una línea.

channel-chat = Chat
channel-sms = SMS
channel-facebook = Mensaje de Facebook
channel-whatsapp = Mensaje de WhatsApp
channel-email = Correo electrónico
channel-voice = Llamada

## Cuánto dura algo.

duration-seconds = { $seconds } s
duration-minutes = { $minutes } min { $seconds } s
duration-hours = { $hours } h { $minutes } min

## La ventana de alerta.

alert-heading = { $channel } entrante
alert-heading-spoken = { $heading }, { $customer }
alert-transfer = Transferencia para usted
alert-escalation = Escalada a usted
alert-bot-escalation = Escalada por un bot
alert-consult = Pide su consejo
alert-sample = Prueba
alert-unknown-customer = Cliente desconocido
alert-hidden-customer = Cliente
alert-hidden = Los detalles están ocultos
alert-identified = Contacto identificado
alert-not-identified = Contacto no identificado
alert-no-contact-with-phone = Ningún contacto con este móvil
alert-ambiguous = Coinciden varios contactos
alert-ambiguous-phone = Varios contactos tienen este móvil
alert-waiting = En espera
alert-case = Caso
alert-accept = Aceptar
alert-decline = Rechazar
alert-reasons = ¿Por qué la rechaza?
alert-back = Volver
alert-accepting = Aceptando…
alert-more =
    { $count ->
        [one] Hay { $count } conversación más en espera detrás de esta
       *[other] Hay { $count } conversaciones más en espera detrás de esta
    }
alert-closes = Esta ventana se cerrará sola en unos segundos.
alert-gone-accepted = Ha aceptado esta conversación.
alert-gone-taken = La ha aceptado otro agente.
alert-gone-taken-by = La ha aceptado { $agent }.
alert-gone-customer-left = El cliente ha abandonado la conversación.
alert-gone-expired = El tiempo para responder ha terminado.
alert-gone-rerouted = La conversación ha pasado a otra cola o a otro agente.
alert-gone-not-there = La conversación ya no está en espera.
alert-gone-no-answer = El centro de contacto no ha respondido. Consulte el escritorio del agente.
alert-refused-taken = Otro agente ha sido más rápido.
alert-refused-expired = El tiempo para responder ha terminado.
alert-refused-withdrawn = La conversación ya no está en espera.
alert-refused-forbidden = No tiene permiso para hacer esto.
alert-refused-unknown = El centro de contacto ya no conoce esta oferta.
alert-refused-busy = No le queda capacidad libre, o el centro de contacto está ocupado.
alert-refused-unexplained = El centro de contacto lo ha rechazado sin decir por qué.
alert-refused-advice = Mientras siga sonando, puede volver a intentarlo.
alert-offline = Sin conexión con el centro de contacto.
alert-offline-advice = Reconectando… La oferta se mantiene hasta que se agote su tiempo.
alert-offline-accept = Reconectando… Su aceptación se enviará si la conexión vuelve a tiempo.
alert-offline-decline = Reconectando… Su rechazo se enviará si la conexión vuelve a tiempo.

## La conexión y lo que se puede hacer con ella.

link-connected = Conectado como { $agent }
link-connecting = Conectando…
link-waiting = Reconectando, próximo intento en { $time } como máximo
link-stopped = Sin conexión
link-signed-out = Sesión cerrada
link-problem-not-configured = No hay ningún centro de contacto configurado.
link-hint-not-configured = Indique su dirección en la configuración o inicie con --center
link-problem-no-token = Nadie ha iniciado sesión.
link-hint-sign-in = Inicie sesión con: deskbell sign-in
link-problem-token-unavailable = No se ha podido leer el token: { $detail }
link-hint-token-unavailable = Desbloquee el depósito de claves y elija «Conectar ahora»
link-problem-unknown-host = No se ha encontrado el nombre del centro de contacto.
link-hint-network = Compruebe la conexión de red
link-hint-address = Compruebe la dirección del centro de contacto
link-problem-refused = Nada responde en la dirección del centro de contacto.
link-problem-unreachable = No se puede acceder al centro de contacto.
link-problem-tls = No hay conexión segura con el centro de contacto: { $detail }.
link-hint-tls = Pregunte a su administrador por el certificado
link-problem-timeout = El centro de contacto no ha respondido a tiempo.
link-problem-unauthorized = El centro de contacto no ha aceptado el inicio de sesión.
link-problem-http = El centro de contacto ha respondido con el estado { $status }.
link-problem-not-the-protocol = En esa dirección no hay un centro de contacto con el que Deskbell pueda comunicarse.
link-problem-insecure = Solo se permite una conexión sin cifrar con este equipo.
link-hint-insecure = Use una dirección que empiece por wss://
link-problem-closed = El centro de contacto ha cerrado la conexión (código { $code }).
link-hint-administrator = Si sigue así, avise a su administrador
link-problem-replaced = Se ha conectado desde otro dispositivo.
link-hint-replaced = Elija «Conectar ahora» para recibir las alertas aquí
link-problem-signed-out = Se ha cerrado su sesión.
link-problem-lost = Se ha perdido la conexión.

## El camino al centro de contacto: TLS (el otro lado se nombra antes de los dos puntos) y proxies.

link-tls-unknown-authority = su certificado procede de «{ $authority }», en quien este equipo no confía
link-tls-unknown-authority-unnamed = este equipo no confía en la autoridad que emitió su certificado
link-tls-expired = su certificado caducó el { $day }
link-tls-expired-undated = su certificado ha caducado
link-tls-not-yet-valid = su certificado no es válido hasta el { $day }
link-tls-not-yet-valid-undated = su certificado aún no es válido
link-tls-wrong-name = su certificado es para otro nombre ({ $names })
link-tls-wrong-name-unnamed = su certificado es para otro nombre
link-tls-revoked = su certificado fue revocado por la autoridad que lo emitió
link-tls-certificate-other = su certificado no es correcto ({ $detail })
link-tls-timeout = la negociación no terminó a tiempo
link-tls-cut = la conexión se cortó durante la negociación
link-tls-not-tls = lo que responde allí no está cifrado
link-tls-incompatible = solo conoce un cifrado que ya no es seguro
link-tls-client-wanted = exige un certificado de este equipo, y no hay ninguno configurado
link-tls-client-refused = no acepta el certificado de este equipo
link-tls-client-not-configured = el certificado de este equipo no está completo, falta el ajuste { $file }
link-tls-client-unreadable = no se puede leer el archivo { $file } ({ $why })
link-tls-client-no-certificate = no hay ningún certificado en el archivo { $file }
link-tls-client-no-key = no hay ninguna clave privada sin contraseña en el archivo { $file }
link-tls-client-other-key = la clave del archivo { $file } no corresponde al certificado
link-tls-no-authorities = este equipo no tiene una lista de autoridades de confianza
link-tls-other = error «{ $detail }»
link-hint-authority = Si es la autoridad de su empresa, pida a su administrador que la instale
link-hint-guest-network = En la red de un hotel o de otro anfitrión, inicie primero sesión en esa red
link-hint-clock = Compruebe la fecha y la hora de este equipo
link-hint-firewall = Pregunte a su administrador si hay un cortafuegos en el camino
link-hint-client-certificate = Pida a su administrador que configure el certificado de este equipo
link-hint-authorities = Instale los certificados del sistema; en Debian, con el paquete ca-certificates
link-proxy-unknown-host = No se ha encontrado el nombre del proxy { $proxy }.
link-proxy-refused = Nada responde en la dirección del proxy { $proxy }.
link-proxy-unreachable = No se puede acceder al proxy { $proxy }.
link-proxy-tls = No hay conexión segura con el proxy { $proxy }: { $detail }.
link-proxy-timeout = El proxy { $proxy } no ha abierto a tiempo el camino al centro de contacto.
link-proxy-cut = El proxy { $proxy } ha cortado la conexión.
link-proxy-not-a-proxy = Lo que responde en { $proxy } no es un proxy del tipo configurado.
link-proxy-sign-in-needed = El proxy { $proxy } pide un nombre de usuario y una contraseña.
link-proxy-sign-in-refused = El proxy { $proxy } no ha aceptado el nombre de usuario y la contraseña.
link-proxy-sign-in-unsupported = El proxy { $proxy } pide un tipo de inicio de sesión que Deskbell no conoce.
link-proxy-forbidden = El proxy { $proxy } no permite conexiones con el centro de contacto.
link-proxy-cannot-reach = El proxy { $proxy } no puede acceder al centro de contacto.
link-proxy-status = El proxy { $proxy } ha rechazado la conexión con el estado { $status }.
link-hint-proxy-address = Compruebe la dirección del proxy: el ajuste proxy o la variable HTTPS_PROXY
link-hint-proxy-sign-in = Indíquelos con: deskbell proxy-sign-in --stdin
link-hint-proxy-variable = Si están en la variable HTTPS_PROXY, corríjalos allí
link-hint-proxy-basic = Pida a su administrador un proxy que acepte nombre de usuario y contraseña
link-hint-proxy-allow = Pida a su administrador que permita la dirección del centro de contacto

## Qué más impide avisar al agente.

trouble-toasts-absent = No hay servicio de notificaciones: los avisos no se muestran
trouble-toasts-hung = El servicio de notificaciones no responde: los avisos no se muestran
trouble-alerts = No se pueden mostrar ventanas de alerta
trouble-configuration = Configuración: { $detail }
trouble-monitor = No hay ningún monitor «{ $name }»: las alertas aparecen donde el ratón
trouble-hot-key = Las teclas { $keys } están ocupadas o no existen aquí: elija otras
trouble-link-refused = Enlace no abierto, su host no está permitido: { $url }
trouble-link-failed = No se ha podido abrir el enlace: { $url }

## Icono y menú.

tray-offer = { $customer } · { $channel }
tray-presence = Presencia
tray-recent-seen = Marcar como visto
tray-recent = Recientes
tray-quiet = No molestar
tray-quiet-until-off = Hasta que lo desactive
tray-quiet-half-hour = Durante 30 minutos
tray-quiet-hour = Durante 1 hora
tray-quiet-desktop = Activado en los ajustes del escritorio
tray-sound = Sonido
tray-sounds-on = Sonidos activados
tray-sounds-always = Sonidos activados por su administrador
tray-sounds-never = Sonidos desactivados por su administrador
tray-try-sound = Reproducir un sonido de prueba
tray-no-sound = No se ha podido reproducir ningún sonido: no hay salida de audio
tray-sign-in = Iniciar sesión
tray-sign-in-again = Abrir de nuevo la página de inicio de sesión
tray-sign-in-until-log-off = Iniciar sesión sin el depósito de claves, hasta salir del sistema
tray-sign-out = Cerrar sesión
tray-connect = Conectar ahora
tray-open = Abrir el escritorio del agente
tray-settings = Configuración
tray-help = Ayuda
tray-doctor = Comprobar todo
tray-diagnostics = Guardar un archivo para soporte
tray-about = Acerca de Deskbell
tray-quit = Salir
tray-tip-waiting =
    { $count ->
        [one] { $count } conversación en espera
       *[other] { $count } conversaciones en espera
    }
tray-tip-cannot-alert = Podría perderse conversaciones

## Lo que ha ocurrido últimamente.

recent-unseen = ● { $line }
recent-assigned = Asignada
recent-transferred = Transferida
recent-escalated = Escalada
recent-escalated-from-bot = Escalada por un bot
recent-consult = Consejo solicitado
recent-supervisor = Supervisor
recent-accepted = Aceptada
recent-declined = Rechazada
recent-missed = Perdida
recent-gone = Pasó a otro lugar

## Avisos.

toast-assigned = Conversación asignada a usted
toast-transferred = Conversación transferida a usted
toast-escalated = Conversación escalada a usted
toast-escalated-from-bot = Conversación escalada por un bot
toast-consult = Otro agente pide su consejo
toast-supervisor = Mensaje de su supervisor
toast-by = De { $from }
toast-summary =
    { $count ->
        [one] Ha llegado { $count } aviso durante su ausencia
       *[other] Han llegado { $count } avisos durante su ausencia
    }
toast-summary-body = Están en «Recientes», en el menú del icono.
toast-inactive = Su presencia es ahora: { $current }
toast-inactive-body = Se perdió una conversación. No recibirá más hasta que su presencia vuelva a ser «{ $back }».
preflight = Aún no «{ $name }»: podría no verse a un cliente
preflight-toasts = No se pueden mostrar notificaciones
preflight-quiet = «No molestar» está activado y también retiene las ofertas
preflight-go = Continuar de todos modos
presence-back = Volver a «{ $back }»
toast-missed = Conversación perdida
toast-no-connection = Sin conexión con el centro de contacto
toast-no-connection-body = Desde hace { $time }. { $problem } No podrá recibir alertas hasta que vuelva.
toast-sign-in = Problema con el inicio de sesión
toast-open = Abrir

## Iniciar sesión con el navegador o en otro dispositivo.

sign-in-problem-not-a-provider = En la dirección del servicio de inicio de sesión no hay nada que Deskbell pueda usar.
sign-in-problem-wrong-issuer = El servicio de inicio de sesión se identifica con otro nombre que el configurado.
sign-in-problem-client-unknown = El servicio de inicio de sesión no conoce Deskbell.
sign-in-problem-denied = Se ha denegado el inicio de sesión.
sign-in-problem-refused = El servicio de inicio de sesión lo ha rechazado ({ $code }).
sign-in-problem-timed-out = Nadie ha iniciado sesión en el tiempo previsto.
sign-in-problem-untrusted = La respuesta del servicio de inicio de sesión no es correcta y se ha descartado.
sign-in-problem-no-browser = No se ha podido iniciar ningún navegador.
sign-in-problem-no-port = No se puede recibir la respuesta del navegador: este equipo no ofrece ningún puerto.
sign-in-problem-no-device-flow = El servicio de inicio de sesión no permite iniciar sesión en otro dispositivo.
sign-in-problem-keyring = No se puede mantener la sesión iniciada. { $detail }
sign-in-problem-ended = Su inicio de sesión ha caducado.
sign-in-network-unknown-host = No se ha encontrado el nombre del servicio de inicio de sesión.
sign-in-network-unreachable = No se puede acceder al servicio de inicio de sesión.
sign-in-network-timeout = El servicio de inicio de sesión no ha respondido a tiempo.
sign-in-network-tls = No hay conexión segura con el servicio de inicio de sesión: { $detail }.
sign-in-network-proxy = El proxy { $proxy } no abre el camino al servicio de inicio de sesión.
sign-in-network-http = El servicio de inicio de sesión ha respondido con el estado { $status }.
sign-in-network-insecure = El servicio de inicio de sesión no está cifrado; eso solo se permite en este equipo.
sign-in-hint-issuer = Compruebe el ajuste sign-in-issuer
sign-in-hint-client = Compruebe sign-in-client-id y que el servicio conozca Deskbell con él
sign-in-hint-device = Use otro dispositivo con: deskbell sign-in --device
sign-in-hint-browser = Use el navegador con: deskbell sign-in
sign-in-hint-keyring = O inicie sesión solo hasta salir del sistema: deskbell sign-in --session-only
sign-in-page-done = Ha iniciado sesión
sign-in-page-close = Puede cerrar esta pestaña.
sign-in-page-failed = No ha iniciado sesión
sign-in-page-strange = Aquí no hay nada que ver
sign-in-page-strange-text = Deskbell espera otra página. Puede cerrar esta pestaña.

## Los tokens y el depósito de claves.

secret-absent = En este equipo no hay depósito de claves: instale gnome-keyring o KWallet.
secret-locked = El depósito de claves está bloqueado: desbloquéelo y vuelva a intentarlo.
secret-not-answering = El depósito de claves no responde: salga del sistema y vuelva a entrar, o reinicie su servicio.
secret-other = El depósito de claves lo ha rechazado: el motivo está en el registro.
secret-command-failed = Ha fallado el comando que escribe el token.

## La configuración.

config-unreadable = No se puede leer { $place }: { $why }
config-syntax = No se entiende { $place }, y nada de este archivo cuenta: { $why }
config-unknown = { $place }: no existe el ajuste «{ $key }».
config-unknown-meant = { $place }: no existe el ajuste «{ $key }»; ¿quería decir «{ $meant }»?
config-value = { $place }: «{ $key }» debe ser { $wanted }; se mantiene el valor anterior.
config-host = { $place }: «{ $entry }», en allowed-hosts, no es un host y no permite nada. Escriba crm.example.com, crm.example.com:8443 o *.example.com para todos los hosts por debajo.
config-placeholder-meant = { $place } tiene un marcador «{ $name }» que no existe. ¿Quiso decir { $meant }?
config-placeholder = { $place } tiene un marcador que no existe: «{ $name }». Una llave en sí se escribe dos veces.
config-secret = { $place }: un token no debe estar en un archivo. Quítelo y use: deskbell sign-in --token-stdin
config-pac = { $place }: no se admite un script que elija proxies (PAC). Indique el propio proxy, p. ej. proxy = "http://proxy.example.com:3128"
config-policy-only = { $place }: «{ $key }» solo cuenta en la directiva del administrador, y aquí se ignora.
config-outside-tables = { $place }: «{ $key }» está fuera de las tablas de la directiva y no cuenta. Escríbalo debajo de [enforced] o, si los agentes pueden elegir otra cosa, debajo de [defaults].
config-unknown-table = { $place }: una directiva tiene las tablas [enforced] y [defaults], y no «{ $key }».
config-no-table = { $place }: «{ $key }» debe ser una tabla, como en [{ $key }], con una línea para cada ajuste debajo.
config-form = { $place }: «{ $key }» está guardado como { $found } y debe ser { $wanted }; se mantiene el valor anterior.
config-last-good = { $place }: lo que se leyó allí antes sigue contando.
config-next-start = { $place }: el nuevo valor de «{ $key }» cuenta a partir del próximo inicio de Deskbell.
config-wants-center = una dirección que empiece por wss:// (ws:// solo para este equipo), sin nombre de usuario ni contraseña
config-wants-link = una dirección que empiece por https:// (http:// solo para este equipo), sin nombre de usuario ni contraseña
config-wants-text = un texto
config-wants-texts = una lista de textos
config-wants-hosts = una lista de hosts, p. ej. ["crm.example.com"]
config-wants-command = una lista: un programa y sus argumentos
config-wants-proxy = direct, system o una dirección como http://proxy.example.com:3128 (http, https, socks5) sin nombre de usuario ni contraseña, que se indican con: deskbell proxy-sign-in --stdin
config-wants-file = la ruta completa de un archivo
config-wants-hot-key = teclas con Ctrl, Alt o Super, como en ctrl+alt+a
config-wants-templates = una tabla de plantillas por canal, cada una con un título y cuatro campos como máximo
config-wants-switch = true o false
config-wants-percent = un número entero de 0 a 100
config-wants-seconds = una lista de números enteros de segundos, p. ej. [10, 15, 20]
config-wants-some-of = una lista con algunos de: { $choices }
config-wants-one-of = uno de: { $choices }

## El ejemplo de deskbell test-alert.

sample-queue = Cola de prueba
sample-customer = Anna Nowak
sample-company = Contoso S.L.
sample-comment = Esta es una alerta de prueba. No hay ningún cliente en espera.
sample-case-number = CAS-01423
sample-case-title = Caso de prueba

## La línea de comandos.

help-about = Procura que ningún cliente en espera pase desapercibido. Sin comando: se inicia en la bandeja.
help-center = La dirección del centro de contacto
help-value-center = URL
help-theme = Aspecto de las ventanas: light, dark o system
help-value-theme = TEMA
help-language = El idioma de todos los textos
help-value-language = IDIOMA
help-status = Muestra si Deskbell está conectado y qué va mal
help-json = Como JSON, para scripts
help-schema = Como JSON Schema, para editores: qué pueden contener la configuración y la directiva
help-test-alert = Muestra una alerta y un aviso de prueba
help-open = Abre un enlace en el navegador, si su host está permitido
help-url = El enlace
help-sign-in = Inicia sesión con el navegador y lo guarda en el depósito de claves
help-device = Iniciar sesión en otro dispositivo, con un código que se muestra aquí
help-token-stdin = Leer en su lugar un token de la entrada estándar
help-session-only = Solo hasta salir del sistema: no guardar nada en el depósito de claves
help-sign-out = Cierra la sesión y quita el token del depósito de claves
help-proxy-sign-in = Guarda el nombre de usuario y la contraseña del proxy en el depósito de claves
help-proxy-stdin = Leer usuario:contraseña de la entrada estándar
help-config = Muestra cada ajuste y de dónde viene
help-quit = Cierra el Deskbell en ejecución
cli-already-running = Deskbell funciona con otro centro de contacto. Ciérrelo primero: deskbell quit
cli-no-own-link = «{ $link }» no es un enlace que Deskbell conozca.
cli-no-instance = No se puede usar la carpeta de la sesión: { $why }
cli-not-running = Deskbell no está en ejecución.
cli-no-answer = El Deskbell en ejecución no responde: { $why }
cli-strange-answer = El Deskbell en ejecución es de otra versión: ciérrelo y vuelva a iniciarlo.
cli-no-threads = El equipo no ofrece más hilos: { $why }
cli-no-output = No se puede escribir la respuesta: { $why }
cli-no-browser = No se ha podido iniciar ningún navegador: { $why }
cli-waiting =
    { $count ->
        [one] { $count } conversación en espera
       *[other] { $count } conversaciones en espera
    }
cli-test-alert-shown = La alerta de prueba está en la pantalla.
cli-link-refused = No se permite abrir este enlace: { $what }
cli-link-refused-hint = Su host debe estar en allowed-hosts y el enlace debe empezar por https://
cli-no-token = No había ningún token en la entrada estándar.
cli-no-center = No hay ningún centro de contacto configurado.
cli-no-center-hint = Añada --center wss://… o indique center en la configuración.
cli-sign-in-browser = Continúe en el navegador. Si no se abre ninguna página, abra esta en este equipo:
cli-sign-in-device = Abra esta página en cualquier dispositivo y escriba allí el código { $code }:
cli-sign-in-device-whole = O abra esta, que ya tiene el código:
cli-no-issuer = No hay ningún servicio de inicio de sesión configurado.
cli-no-issuer-hint = Indique sign-in-issuer en la configuración o dé un token con: deskbell sign-in --token-stdin
cli-session-question = ¿Iniciar sesión hasta salir del sistema y no guardar nada en este equipo? [s/N]
cli-yes = s si sí
cli-session-hint = Para iniciar sesión solo hasta salir del sistema, sin el depósito de claves, añada: --session-only
cli-token-elsewhere = El Deskbell en ejecución toma su token de DESKBELL_TOKEN o de token-command.
cli-session-needs-daemon = Sin el depósito de claves, el Deskbell en ejecución debe hacerse cargo del inicio de sesión, y no hay ninguno.
cli-session-needs-daemon-hint = Inícielo primero con: deskbell
cli-signed-in-session = Sesión iniciada en { $center } hasta salir del sistema. No se ha guardado nada en este equipo.
cli-signed-in = Sesión iniciada en { $center }. El token está en el depósito de claves.
cli-signed-out = Sesión cerrada en { $center }. El token ya no está en el depósito de claves.
cli-no-proxy = No hay ningún proxy en el camino al centro de contacto.
cli-no-proxy-hint = Indique proxy en la configuración o la variable HTTPS_PROXY
cli-no-proxy-sign-in = No había usuario:contraseña en la entrada estándar.
cli-proxy-signed-in = El nombre de usuario y la contraseña están en el depósito de claves, como { $account }.
cli-config-unset = sin definir

# The window of settings.
language-name = Español
settings-title = Configuración de Deskbell
settings-as-system = Como el sistema
settings-sounds = Sonidos
settings-volume = Volumen
settings-sound-device = Salida
settings-look = Aspecto
settings-theme = Tema
settings-light = Claro
settings-dark = Oscuro
settings-language = Idioma
settings-monitor = Las alertas aparecen
settings-monitor-mouse = Donde está el ratón
settings-monitor-primary = En el monitor principal
settings-privacy = Alertas y avisos muestran
settings-privacy-full = Todo
settings-privacy-name = Solo el nombre del cliente
settings-privacy-hidden = Nada del cliente
settings-keys = Teclas rápidas
settings-keys-advice = Responden a la alerta más antigua, esté en el programa que esté.
settings-hot-key-accept = Aceptar
settings-hot-key-decline = Rechazar
settings-keys-press = Pulse las teclas…
settings-keys-off = Desactivada
settings-keys-clear = Desactivar
settings-start-heading = Inicio
settings-start = Iniciar al entrar en el sistema
settings-account = Cuenta
settings-signed-in = { $agent } en { $center }
settings-not-signed-in = Sin conexión con { $center }
settings-by-center = Fijado por el centro de contacto
settings-by-policy = Fijado por su administrador ({ $place })
settings-by-start = Fijado al iniciar Deskbell ({ $place })
doctor-at-work = Comprobando todo…
about-purpose = Procura que ningún cliente en espera pase desapercibido.
about-licence = Con licencia MIT o Apache-2.0, a su elección.
about-packages = Hecho con estos paquetes
help-value-link = ENLACE
help-link = Un enlace con el esquema deskbell:, p. ej. deskbell://settings
help-settings = Abrir la ventana de configuración

## The doctor, and what is written for whoever helps.

help-doctor = Comprueba todo lo que Deskbell necesita y dice qué hacer
help-diagnostics = Escribe un archivo zip para quien ayude: el registro, la configuración y lo que dice doctor
help-value-file = ARCHIVO
help-file = El archivo; sin él, uno nuevo con la fecha en el nombre, en esta carpeta
diagnostics-written = Se ha escrito { $file }. No contiene palabras de ningún cliente ni nada secreto; mírelo antes de enviarlo.
diagnostics-taken = Ya existe un archivo { $file }.
diagnostics-taken-hint = Indique otro archivo o ninguno
diagnostics-unwritten = No se puede escribir el archivo: { $why }
diagnostics-unwritten-hint = Indique un archivo en una carpeta que sea suya
doctor-found =
    { $count ->
        [one] { $count } cosa no funciona como debería.
       *[other] { $count } cosas no funcionan como deberían.
    }
doctor-not-checked = Sin comprobar, por lo indicado más arriba.
doctor-not-on-this-system = No se comprueba en este sistema.
doctor-no-answer = sin respuesta
doctor-part-hung-hint = Salga del sistema y vuelva a entrar, o cierre ese programa y vuelva a iniciarlo
doctor-label-configuration = Configuración
doctor-configuration-good =
    { $count ->
        [one] Hay { $count } ajuste definido, en { $places }.
       *[other] Hay { $count } ajustes definidos, en { $places }.
    }
doctor-configuration-none = No hay nada definido.
doctor-configuration-bad = No todo se entiende.
doctor-label-center = Centro de contacto
doctor-center-good = { $center }, según { $place }.
doctor-center-daemon = { $center }, con el que se inició el Deskbell en ejecución. A este comando no se le ha indicado.
doctor-label-dns = Nombre
doctor-dns-good = { $host } se ha encontrado en { $addresses }.
doctor-dns-address = { $host } es una dirección y no hace falta buscarla.
doctor-label-tcp = Conexión
doctor-tcp-good = { $place } responde.
doctor-label-proxy = Proxy
doctor-proxy-none = El camino es directo.
doctor-proxy-good = El proxy { $proxy } lleva al centro de contacto.
doctor-label-tls = Cifrado
doctor-tls-good = { $version }; el certificado procede de «{ $authority }» y es válido hasta el { $until }.
doctor-tls-plain = No hace falta: el centro de contacto está en este equipo.
doctor-label-websocket = WebSocket
doctor-websocket-open = Se abre.
doctor-websocket-asks = El centro de contacto responde y pide iniciar sesión.
doctor-label-clock = Reloj
doctor-clock-good = Difiere en { $time } del reloj del centro de contacto.
doctor-clock-ahead = El reloj de este equipo va { $time } adelantado respecto al del centro de contacto: se pueden rechazar inicios de sesión, y los plazos no son correctos.
doctor-clock-behind = El reloj de este equipo va { $time } atrasado respecto al del centro de contacto: se pueden rechazar inicios de sesión, y los plazos no son correctos.
doctor-clock-untold = El centro de contacto no dice qué hora es.
doctor-clock-hint = Ponga el reloj en hora, mejor de forma automática por la red: timedatectl set-ntp true
doctor-label-sign-in = Inicio de sesión
doctor-sign-in-good = El centro de contacto acepta el token { $place }.
doctor-sign-in-daemon = El Deskbell en ejecución está conectado como { $agent }.
doctor-sign-in-renewed = Ha iniciado sesión. El token ha caducado y se renovará cuando Deskbell se conecte.
doctor-sign-in-untried = Hay un token { $place }. No se ha comprobado si el centro de contacto lo acepta.
doctor-sign-in-place = Se trata del token { $place }
doctor-token-variable = de DESKBELL_TOKEN
doctor-token-command = de token-command
doctor-token-keyring = del depósito de claves
doctor-label-keyring = Depósito de claves
doctor-keyring-good = Está desbloqueado.
doctor-keyring-hint = Mientras tanto, inicie sesión solo hasta salir del sistema: deskbell sign-in --session-only
doctor-keyring-unneeded = El token viene de otro lugar: el depósito de claves solo hace falta para la contraseña de un proxy
doctor-label-session-bus = Sesión de escritorio
doctor-bus-good = El bus de mensajes responde.
doctor-bus-none = No hay ningún bus de mensajes: { $why }
doctor-bus-hung = El bus de mensajes no responde.
doctor-bus-hint = Inicie Deskbell desde el escritorio, con el usuario que ha entrado en él
doctor-session-windows = De Windows, { $session }.
doctor-label-notifications = Avisos
doctor-notifications-good = Los muestra { $server } ({ $abilities }).
doctor-notifications-no-clicks = El servicio no admite clics: las conversaciones no se pueden abrir desde los avisos, use «Recientes» en el menú del icono
doctor-notifications-none = Ningún programa muestra los avisos.
doctor-notifications-none-hint = Instale e inicie un servicio de notificaciones, p. ej. dunst
doctor-notifications-hung = El servicio de notificaciones no responde.
doctor-notifications-strange = El servicio de notificaciones no dice qué puede hacer: { $why }
doctor-toasts-windows = Windows los muestra.
doctor-toasts-off-program = Windows no muestra ninguno de Deskbell: sus notificaciones están desactivadas.
doctor-toasts-off-agent = Windows no muestra ninguno: las notificaciones están desactivadas.
doctor-toasts-off-hint = Actívelas en Configuración, Sistema, Notificaciones
doctor-toasts-off-policy = Windows no muestra ninguno: el administrador desactivó las notificaciones.
doctor-toasts-off-policy-hint = Consulte a su administrador
doctor-toasts-windows-none = Windows no muestra ninguno: { $why }
doctor-toasts-windows-none-hint = Salga del sistema y vuelva a entrar; si no ayuda, instale Deskbell de nuevo
doctor-toasts-macos = macOS los muestra.
doctor-toasts-macos-unasked = Nadie los ha permitido ni prohibido todavía.
doctor-toasts-macos-unasked-hint = Inicie Deskbell y permita sus notificaciones cuando macOS lo pregunte
doctor-toasts-macos-off = macOS no muestra ninguno de Deskbell: sus notificaciones están desactivadas.
doctor-toasts-macos-off-hint = Actívelas en Ajustes del Sistema, Notificaciones, Deskbell
doctor-toasts-macos-none = macOS no muestra ninguno: { $why }
doctor-toasts-macos-none-hint = Inicie el Deskbell que está en la carpeta Aplicaciones
doctor-label-do-not-disturb = No molestar
doctor-quiet-off = Está desactivado en el escritorio.
doctor-quiet-on = Está activado en el escritorio: los avisos esperan en «Recientes».
doctor-quiet-hint = Desactívelo en los ajustes de notificaciones del escritorio
doctor-quiet-none = El escritorio no tiene ningún interruptor para ello.
doctor-quiet-windows = Windows deja pasar las notificaciones. Su propio modo «No molestar» no lo dice a los programas: entonces solo las muestra en su centro de notificaciones.
doctor-quiet-whole-screen = Un programa ocupa toda la pantalla: puede que Windows muestre las notificaciones solo en su centro de notificaciones.
doctor-quiet-windows-hint = Permita Deskbell como notificación prioritaria en Configuración, Sistema, Notificaciones
doctor-quiet-presentation = Hay una presentación o un juego en marcha: los avisos esperan en Recientes.
doctor-quiet-presentation-hint = Ciérrelo
doctor-label-tray-host = Bandeja
doctor-tray-good = El escritorio muestra iconos.
doctor-tray-none = El escritorio no muestra iconos.
doctor-tray-no-host = El escritorio admite iconos, pero ningún programa los muestra.
doctor-tray-hung = La bandeja no responde.
doctor-tray-hint = En GNOME, active la extensión AppIndicator and KStatusNotifierItem Support; en otros escritorios, la bandeja del panel
doctor-tray-commands-hint = Si no, use los comandos, que existen para todo lo del menú: deskbell --help
doctor-label-display = Pantalla
doctor-display-only-wayland = { $display }, de Wayland: otras ventanas pueden tapar las alertas, por eso los avisos también las anuncian.
doctor-display-wayland-hint = Para que las alertas queden siempre encima, instale Xwayland, cierre la sesión y vuelva a iniciarla
doctor-display-good = { $display }, { $width } × { $height } píxeles.
doctor-display-none = No hay ninguna: no se pueden mostrar alertas.
doctor-display-bad = No se pueden mostrar alertas en { $display }: { $why }
doctor-display-hint = Salga del sistema, vuelva a entrar e inicie Deskbell desde el escritorio
doctor-display-still = Windows dice que { $display } se dibuja 0 veces por segundo: no se puede mostrar ninguna alerta.
doctor-display-still-hint = Elija una frecuencia de actualización en los ajustes de la pantalla e inicie Deskbell de nuevo
doctor-label-sound = Sonido
doctor-sound-good = Las ofertas se oyen en { $device }.
doctor-sound-off = Los sonidos están desactivados; se oirían en { $device }.
doctor-sound-off-hint = Indique sounds = true o elija «Sonidos activados» en el menú del icono
doctor-sound-muted = La salida { $device } está silenciada.
doctor-sound-muted-hint = Quite el silencio en los ajustes de sonido del escritorio
doctor-sound-none = No hay servidor de sonido: { $why }
doctor-sound-none-hint = Instale e inicie PipeWire o PulseAudio
doctor-sound-hung = El servidor de sonido no responde.
doctor-sound-no-output = No hay nada en lo que reproducir sonidos.
doctor-sound-no-output-hint = Conecte unos auriculares o altavoces
doctor-sound-unknown = No hay ninguna salida { $device }.
doctor-sound-unknown-hint = Conéctela o indique en sound-device una de: { $devices }
doctor-label-browser = Enlaces
doctor-browser-good = Se abren con { $browser }.
doctor-browser-none = No se ha elegido ningún navegador.
doctor-browser-gone = El navegador elegido, { $browser }, no está instalado.
doctor-browser-hint = Elija un navegador predeterminado en los ajustes del escritorio
doctor-browser-no-launcher = Falta el programa { $launcher }, que abre los enlaces.
doctor-browser-no-launcher-hint = Instale xdg-utils
doctor-label-autostart = Inicio al entrar en el sistema
doctor-autostart-good = Activado por { $file }.
doctor-autostart-off = Desactivado por { $file }.
doctor-autostart-off-hint = Quite ese archivo o active Deskbell en los ajustes del escritorio, entre los programas que se inician al entrar en el sistema
doctor-autostart-off-setting = Desactivado por el ajuste «start-at-log-on».
doctor-autostart-none = Deskbell no se inicia solo.
doctor-autostart-hint = Añádalo, en los ajustes del escritorio, a los programas que se inician al entrar en el sistema
doctor-autostart-gone = { $file } inicia «{ $program }», que no existe.
doctor-autostart-gone-hint = Quite ese archivo o vuelva a instalar Deskbell
doctor-autostart-gone-windows-hint = Instale Deskbell de nuevo
doctor-autostart-windows-hint = Actívelo en Configuración, Aplicaciones, Inicio, o en los ajustes de Deskbell
doctor-autostart-macos-hint = Actívelo en los ajustes de Deskbell
doctor-label-daemon = Deskbell
doctor-daemon-good = La versión { $version } está en ejecución (proceso { $pid }): { $sentence }
doctor-daemon-start-hint = Inícielo desde el menú del escritorio o con: deskbell
doctor-daemon-again-hint = Ciérrelo y vuelva a iniciarlo
doctor-daemon-other-hint = Es de otra versión que este comando: ciérrelo y vuelva a iniciarlo
