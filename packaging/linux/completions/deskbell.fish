# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_deskbell_global_optspecs
    string join \n center= theme= language= h/help V/version
end

function __fish_deskbell_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_deskbell_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_deskbell_using_subcommand
    set -l cmd (__fish_deskbell_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c deskbell -n "__fish_deskbell_needs_command" -l center -d 'The contact center\'s address' -r
complete -c deskbell -n "__fish_deskbell_needs_command" -l theme -d 'How windows look: light, dark or system' -r
complete -c deskbell -n "__fish_deskbell_needs_command" -l language -d 'The language of all words' -r
complete -c deskbell -n "__fish_deskbell_needs_command" -s h -l help -d 'Print help'
complete -c deskbell -n "__fish_deskbell_needs_command" -s V -l version -d 'Print version'
complete -c deskbell -n "__fish_deskbell_needs_command" -a "status" -d 'Shows whether Deskbell is connected and what is wrong'
complete -c deskbell -n "__fish_deskbell_needs_command" -a "test-alert" -d 'Shows a sample alert and a sample toast'
complete -c deskbell -n "__fish_deskbell_needs_command" -a "open" -d 'Opens a link in the browser, if its host is allowed'
complete -c deskbell -n "__fish_deskbell_needs_command" -a "sign-in" -d 'Signs in with the browser, and keeps that in the keyring'
complete -c deskbell -n "__fish_deskbell_needs_command" -a "sign-out" -d 'Signs out, and removes the token from the keyring'
complete -c deskbell -n "__fish_deskbell_needs_command" -a "proxy-sign-in" -d 'Keeps the user name and the password for the proxy in the keyring'
complete -c deskbell -n "__fish_deskbell_needs_command" -a "settings" -d 'Open the window of settings'
complete -c deskbell -n "__fish_deskbell_needs_command" -a "config" -d 'Shows every setting and where it comes from'
complete -c deskbell -n "__fish_deskbell_needs_command" -a "doctor" -d 'Checks everything that Deskbell needs, and says what to do'
complete -c deskbell -n "__fish_deskbell_needs_command" -a "diagnostics" -d 'Writes a zip file for whoever helps: the log, the configuration and what the doctor says'
complete -c deskbell -n "__fish_deskbell_needs_command" -a "quit" -d 'Ends the running Deskbell'
complete -c deskbell -n "__fish_deskbell_using_subcommand status" -l center -d 'The contact center\'s address' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand status" -l theme -d 'How windows look: light, dark or system' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand status" -l language -d 'The language of all words' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand status" -l json -d 'As JSON, for scripts'
complete -c deskbell -n "__fish_deskbell_using_subcommand status" -s h -l help -d 'Print help'
complete -c deskbell -n "__fish_deskbell_using_subcommand test-alert" -l center -d 'The contact center\'s address' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand test-alert" -l theme -d 'How windows look: light, dark or system' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand test-alert" -l language -d 'The language of all words' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand test-alert" -s h -l help -d 'Print help'
complete -c deskbell -n "__fish_deskbell_using_subcommand open" -l center -d 'The contact center\'s address' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand open" -l theme -d 'How windows look: light, dark or system' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand open" -l language -d 'The language of all words' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand open" -s h -l help -d 'Print help'
complete -c deskbell -n "__fish_deskbell_using_subcommand sign-in" -l center -d 'The contact center\'s address' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand sign-in" -l theme -d 'How windows look: light, dark or system' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand sign-in" -l language -d 'The language of all words' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand sign-in" -l device -d 'Sign in on another device, by a code that is shown here'
complete -c deskbell -n "__fish_deskbell_using_subcommand sign-in" -l token-stdin -d 'Read a token from standard input instead'
complete -c deskbell -n "__fish_deskbell_using_subcommand sign-in" -l session-only -d 'Until you log off only: keep nothing in the keyring'
complete -c deskbell -n "__fish_deskbell_using_subcommand sign-in" -s h -l help -d 'Print help'
complete -c deskbell -n "__fish_deskbell_using_subcommand sign-out" -l center -d 'The contact center\'s address' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand sign-out" -l theme -d 'How windows look: light, dark or system' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand sign-out" -l language -d 'The language of all words' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand sign-out" -s h -l help -d 'Print help'
complete -c deskbell -n "__fish_deskbell_using_subcommand proxy-sign-in" -l center -d 'The contact center\'s address' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand proxy-sign-in" -l theme -d 'How windows look: light, dark or system' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand proxy-sign-in" -l language -d 'The language of all words' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand proxy-sign-in" -l stdin -d 'Read user:password from standard input'
complete -c deskbell -n "__fish_deskbell_using_subcommand proxy-sign-in" -s h -l help -d 'Print help'
complete -c deskbell -n "__fish_deskbell_using_subcommand settings" -l center -d 'The contact center\'s address' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand settings" -l theme -d 'How windows look: light, dark or system' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand settings" -l language -d 'The language of all words' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand settings" -s h -l help -d 'Print help'
complete -c deskbell -n "__fish_deskbell_using_subcommand config" -l center -d 'The contact center\'s address' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand config" -l theme -d 'How windows look: light, dark or system' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand config" -l language -d 'The language of all words' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand config" -l json -d 'As JSON, for scripts'
complete -c deskbell -n "__fish_deskbell_using_subcommand config" -l schema -d 'As a JSON Schema, for editors: what configuration and policy may say'
complete -c deskbell -n "__fish_deskbell_using_subcommand config" -s h -l help -d 'Print help'
complete -c deskbell -n "__fish_deskbell_using_subcommand doctor" -l center -d 'The contact center\'s address' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand doctor" -l theme -d 'How windows look: light, dark or system' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand doctor" -l language -d 'The language of all words' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand doctor" -l json -d 'As JSON, for scripts'
complete -c deskbell -n "__fish_deskbell_using_subcommand doctor" -s h -l help -d 'Print help'
complete -c deskbell -n "__fish_deskbell_using_subcommand diagnostics" -l center -d 'The contact center\'s address' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand diagnostics" -l theme -d 'How windows look: light, dark or system' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand diagnostics" -l language -d 'The language of all words' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand diagnostics" -s h -l help -d 'Print help'
complete -c deskbell -n "__fish_deskbell_using_subcommand quit" -l center -d 'The contact center\'s address' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand quit" -l theme -d 'How windows look: light, dark or system' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand quit" -l language -d 'The language of all words' -r
complete -c deskbell -n "__fish_deskbell_using_subcommand quit" -s h -l help -d 'Print help'
