; The installer for one user, who needs no administrator's rights. nsis.sh says VERSION, OUT and where the files are.
; Silent: deskbell-VERSION-setup.exe /S [/CENTERURL=wss://…] [/AUTOSTART=0|1] [/LANGUAGE=en|pl|de|es]
; Exit codes: 0 done, 1 given up by the user, 2 broken off, 3 a newer version is installed, 4 installed for the
; whole computer already, 5 no room or no right to write, 6 an argument that cannot be understood.

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
SetDateSave on

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "WordFunc.nsh"
!include "LogicLib.nsh"

!define PROGRAM "$INSTDIR\deskbell.exe"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Deskbell"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"
!define CLASSES "Software\Classes"
!define NEWER_IS_THERE 3
!define FOR_ALL_IS_THERE 4
!define NOT_WRITTEN 5
!define NOT_UNDERSTOOD 6

Name "Deskbell"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Deskbell"
BrandingText "Deskbell ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
XPStyle on
ManifestDPIAware true
ManifestSupportedOS Win10

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Deskbell"
VIAddVersionKey "CompanyName" "Deskbell"
VIAddVersionKey "FileDescription" "Deskbell setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT OR Apache-2.0"

!define MUI_ICON "deskbell.ico"
!define MUI_UNICON "deskbell.ico"
!define MUI_FINISHPAGE_RUN "${PROGRAM}"
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Polish"
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "Spanish"

LangString Newer ${LANG_ENGLISH} "A newer Deskbell is already installed. To go back to this one, uninstall the newer one first."
LangString Newer ${LANG_POLISH} "Nowszy Deskbell jest już zainstalowany. Aby wrócić do tej wersji, najpierw odinstaluj nowszą."
LangString Newer ${LANG_GERMAN} "Ein neueres Deskbell ist bereits installiert. Um zu diesem zurückzukehren, deinstallieren Sie zuerst das neuere."
LangString Newer ${LANG_SPANISH} "Ya está instalado un Deskbell más reciente. Para volver a este, desinstale primero el más reciente."
LangString ForAll ${LANG_ENGLISH} "Deskbell is already installed on this computer, for everybody. You need not install it again."
LangString ForAll ${LANG_POLISH} "Deskbell jest już zainstalowany na tym komputerze, dla wszystkich. Nie trzeba instalować go ponownie."
LangString ForAll ${LANG_GERMAN} "Deskbell ist auf diesem Computer bereits für alle installiert. Sie müssen es nicht noch einmal installieren."
LangString ForAll ${LANG_SPANISH} "Deskbell ya está instalado en este equipo, para todos. No hace falta instalarlo de nuevo."
LangString NotWritten ${LANG_ENGLISH} "Deskbell could not be written to $INSTDIR. What was there before is unchanged. Is there room on the disk?"
LangString NotWritten ${LANG_POLISH} "Nie udało się zapisać Deskbell w $INSTDIR. To, co tam było, pozostało bez zmian. Czy na dysku jest miejsce?"
LangString NotWritten ${LANG_GERMAN} "Deskbell konnte nicht nach $INSTDIR geschrieben werden. Was dort war, ist unverändert. Ist auf dem Datenträger noch Platz?"
LangString NotWritten ${LANG_SPANISH} "No se pudo escribir Deskbell en $INSTDIR. Lo que había sigue igual. ¿Queda espacio en el disco?"
LangString SettingsNotWritten ${LANG_ENGLISH} "The settings could not be written to $2, so nothing was installed. What was there before is unchanged. Is there room on the disk?"
LangString SettingsNotWritten ${LANG_POLISH} "Nie udało się zapisać ustawień w $2, więc niczego nie zainstalowano. To, co tam było, pozostało bez zmian. Czy na dysku jest miejsce?"
LangString SettingsNotWritten ${LANG_GERMAN} "Die Einstellungen konnten nicht nach $2 geschrieben werden, deshalb wurde nichts installiert. Was dort war, ist unverändert. Ist auf dem Datenträger noch Platz?"
LangString SettingsNotWritten ${LANG_SPANISH} "No se pudieron escribir los ajustes en $2, por lo que no se instaló nada. Lo que había sigue igual. ¿Queda espacio en el disco?"
LangString NotUnderstood ${LANG_ENGLISH} "This cannot be understood: $0"
LangString NotUnderstood ${LANG_POLISH} "Tego nie można zrozumieć: $0"
LangString NotUnderstood ${LANG_GERMAN} "Das ist nicht zu verstehen: $0"
LangString NotUnderstood ${LANG_SPANISH} "Esto no se entiende: $0"

Var Center
Var Autostart
Var GivenLanguage

; Ends with a sentence for whoever sits there, and a number for who does not.
!macro GiveUp CODE SENTENCE
  MessageBox MB_OK|MB_ICONSTOP "${SENTENCE}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; $0 is what was given. It goes into a TOML text between single quotes, which knows no escapes.
Function RefuseQuotes
  StrCpy $1 0
  ${Do}
    StrCpy $2 $0 1 $1
    ${If} $2 == "'"
    ${OrIf} $2 == "$\n"
    ${OrIf} $2 == "$\r"
      !insertmacro GiveUp ${NOT_UNDERSTOOD} "$(NotUnderstood)"
    ${EndIf}
    IntOp $1 $1 + 1
  ${LoopUntil} $2 == ""
FunctionEnd

; Puts into $0 what follows it on the command line $9, up to a space or between double quotes. The function that
; NSIS brings ends a value at each slash, and addresses have some.
Function Argument
  StrLen $1 $0
  StrCpy $2 0
  ${Do}
    StrCpy $3 $9 $1 $2
    ${If} $3 == $0
      ${ExitDo}
    ${ElseIf} $3 == ""
      StrCpy $0 ""
      Return
    ${EndIf}
    IntOp $2 $2 + 1
  ${Loop}
  IntOp $2 $2 + $1
  StrCpy $0 ""
  StrCpy $4 $9 1 $2
  ${If} $4 == '"'
    IntOp $2 $2 + 1
  ${Else}
    StrCpy $4 " "
  ${EndIf}
  ${Do}
    StrCpy $3 $9 1 $2
    ${If} $3 == ""
    ${OrIf} $3 == $4
      ${ExitDo}
    ${EndIf}
    StrCpy $0 "$0$3"
    IntOp $2 $2 + 1
  ${Loop}
FunctionEnd

!macro ReadArgument NAME VARIABLE
  StrCpy $0 " /${NAME}="
  Call Argument
  StrCpy ${VARIABLE} $0
!macroend

Function ReadArguments
  ${GetParameters} $9
  StrCpy $9 " $9"
  !insertmacro ReadArgument CENTERURL $Center
  !insertmacro ReadArgument AUTOSTART $Autostart
  !insertmacro ReadArgument LANGUAGE $GivenLanguage
  StrCpy $0 $Center
  StrCpy $1 $0 5
  StrCpy $2 $0 6
  ${If} $0 != ""
  ${AndIf} $1 != "ws://"
  ${AndIf} $2 != "wss://"
    !insertmacro GiveUp ${NOT_UNDERSTOOD} "$(NotUnderstood)"
  ${EndIf}
  Call RefuseQuotes
  StrCpy $0 $GivenLanguage
  Call RefuseQuotes
  StrCpy $0 $Autostart
  ${If} $0 != ""
  ${AndIf} $0 != "0"
  ${AndIf} $0 != "1"
    !insertmacro GiveUp ${NOT_UNDERSTOOD} "$(NotUnderstood)"
  ${EndIf}
FunctionEnd

Function .onInit
  ; The stub is a 64-bit program, but NSIS looks at the registry of 32-bit ones unless told.
  SetRegView 64
  Call ReadArguments
  ReadRegStr $0 HKLM "Software\Deskbell\Setup" "Version"
  ${If} $0 != ""
    !insertmacro GiveUp ${FOR_ALL_IS_THERE} "$(ForAll)"
  ${EndIf}
  ReadRegStr $0 HKCU "${UNINSTALL}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} $0 "${VERSION}" $1
    ${If} $1 == 1
      !insertmacro GiveUp ${NEWER_IS_THERE} "$(Newer)"
    ${EndIf}
  ${EndIf}
  ; Without a word about it, the first installation starts with the log-on, and a later one leaves it as it is.
  ${If} $Autostart == ""
    StrCpy $Autostart 1
    ${If} $0 != ""
      ReadRegStr $1 HKCU "${RUN}" "Deskbell"
      ${If} $1 == ""
        StrCpy $Autostart 0
      ${EndIf}
    ${EndIf}
  ${EndIf}
FunctionEnd

; Writes the program under another name first: a full disk is found before anything of the former one is touched.
Function WriteBeside
  SetOutPath "$INSTDIR"
  SetOverwrite try
  ClearErrors
  File "/oname=deskbell.new.exe" "deskbell.exe"
  ${If} ${Errors}
    Delete "$INSTDIR\deskbell.new.exe"
    SetOutPath "$TEMP"
    RMDir "$INSTDIR"
    !insertmacro GiveUp ${NOT_WRITTEN} "$(NotWritten)"
  ${EndIf}
FunctionEnd

; A running program cannot be written over, but it can be called otherwise, and runs on until its next start.
Function PutInPlace
  Delete "$INSTDIR\deskbell.old*.exe"
  ; The one of the last upgrade may still be running, where nobody has logged off since.
  StrCpy $1 0
  ${While} ${FileExists} "$INSTDIR\deskbell.old$1.exe"
    IntOp $1 $1 + 1
  ${EndWhile}
  Rename "${PROGRAM}" "$INSTDIR\deskbell.old$1.exe"
  ClearErrors
  Rename "$INSTDIR\deskbell.new.exe" "${PROGRAM}"
  ${If} ${Errors}
    Rename "$INSTDIR\deskbell.old$1.exe" "${PROGRAM}"
    Delete "$INSTDIR\deskbell.new.exe"
    !insertmacro GiveUp ${NOT_WRITTEN} "$(NotWritten)"
  ${EndIf}
  ; Still running: the next installation or the removal takes it away.
  Delete "$INSTDIR\deskbell.old$1.exe"
FunctionEnd

; Puts the line $1 for the setting $0 before all others of the user's own config.toml, unless it has that
; setting: what the user chose stays. Policies of a user are no place for it: they are the administrator's.
Function AddSetting
  StrCpy $2 "$APPDATA\deskbell\config.toml"
  StrLen $3 $0
  ClearErrors
  FileOpen $4 $2 r
  ${IfNot} ${Errors}
    ${Do}
      FileRead $4 $5
      ${If} ${Errors}
        ${ExitDo}
      ${EndIf}
      StrCpy $6 $5 1
      ${If} $6 == "["
        ${ExitDo}
      ${EndIf}
      StrCpy $6 $5 $3
      StrCpy $7 $5 1 $3
      ${If} $6 == $0
        ${If} $7 == "="
        ${OrIf} $7 == " "
          FileClose $4
          Return
        ${EndIf}
      ${EndIf}
    ${Loop}
    FileSeek $4 0
  ${EndIf}
  CreateDirectory "$APPDATA\deskbell"
  StrCpy $8 ""
  ClearErrors
  FileOpen $5 "$2.new" w
  FileWrite $5 "$1$\r$\n"
  ${If} ${Errors}
    StrCpy $8 "not written"
  ${EndIf}
  ${If} $4 != ""
    ${DoWhile} $8 == ""
      ; Byte for byte, for the file is UTF-8 whatever the system's own characters are.
      ClearErrors
      FileReadByte $4 $6
      ${If} ${Errors}
        ${ExitDo}
      ${EndIf}
      FileWriteByte $5 $6
      ${If} ${Errors}
        StrCpy $8 "not written"
      ${EndIf}
    ${Loop}
    FileClose $4
  ${EndIf}
  FileClose $5
  ${If} $8 == ""
    ; In one step (1: in the place of the other), so that there is always one of both.
    System::Call 'kernel32::MoveFileExW(w "$2.new", w "$2", i 1) i .r8'
    ${If} $8 == 0
      StrCpy $8 "not written"
    ${Else}
      StrCpy $8 ""
    ${EndIf}
  ${EndIf}
  ${If} $8 != ""
    Delete "$2.new"
    Delete "$INSTDIR\deskbell.new.exe"
    SetOutPath "$TEMP"
    RMDir "$INSTDIR"
    !insertmacro GiveUp ${NOT_WRITTEN} "$(SettingsNotWritten)"
  ${EndIf}
FunctionEnd

Function WriteSettings
  ${If} $Center != ""
    StrCpy $0 "center"
    StrCpy $1 "center = '$Center'"
    Call AddSetting
  ${EndIf}
  ${If} $GivenLanguage != ""
    StrCpy $0 "language"
    StrCpy $1 "language = '$GivenLanguage'"
    Call AddSetting
  ${EndIf}
FunctionEnd

Function WriteRegistry
  ${If} $Autostart == 1
    WriteRegStr HKCU "${RUN}" "Deskbell" '"${PROGRAM}" --at-log-on'
  ${Else}
    DeleteRegValue HKCU "${RUN}" "Deskbell"
  ${EndIf}
  ; Without it Windows shows no toast of ours.
  WriteRegStr HKCU "${CLASSES}\AppUserModelId\Deskbell.Deskbell" "DisplayName" "Deskbell"
  WriteRegStr HKCU "${CLASSES}\AppUserModelId\Deskbell.Deskbell" "IconUri" "${PROGRAM}"
  WriteRegStr HKCU "${CLASSES}\deskbell" "" "URL:Deskbell"
  WriteRegStr HKCU "${CLASSES}\deskbell" "URL Protocol" ""
  WriteRegStr HKCU "${CLASSES}\deskbell\DefaultIcon" "" '"${PROGRAM}",0'
  ; After "--" a page cannot pass an option instead of a link.
  WriteRegStr HKCU "${CLASSES}\deskbell\shell\open\command" "" '"${PROGRAM}" -- "%1"'
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Deskbell"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "${PROGRAM}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "Deskbell"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
FunctionEnd

Section
  Call WriteBeside
  Call WriteSettings
  Call PutInPlace
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Deskbell.lnk" "${PROGRAM}"
  Call WriteRegistry
SectionEnd

; NSIS itself breaks off when a file that it could begin has no room to go on.
Function .onInstFailed
  Delete "$INSTDIR\deskbell.new.exe"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  !insertmacro GiveUp ${NOT_WRITTEN} "$(NotWritten)"
FunctionEnd

Function un.onInit
  SetRegView 64
FunctionEnd

Section Uninstall
  ; A running program cannot be removed. It is asked to end as from its menu; where none runs, this does nothing.
  nsExec::Exec '"${PROGRAM}" quit'
  Pop $0
  Delete "$SMPROGRAMS\Deskbell.lnk"
  DeleteRegValue HKCU "${RUN}" "Deskbell"
  DeleteRegKey HKCU "${CLASSES}\AppUserModelId\Deskbell.Deskbell"
  DeleteRegKey /ifempty HKCU "${CLASSES}\AppUserModelId"
  DeleteRegKey HKCU "${CLASSES}\deskbell"
  DeleteRegKey HKCU "${UNINSTALL}"
  ; The one that is asked to end needs a moment for it.
  StrCpy $1 0
  ${Do}
    ClearErrors
    Delete "${PROGRAM}"
    ${IfNot} ${FileExists} "${PROGRAM}"
      ${ExitDo}
    ${EndIf}
    Sleep 200
    IntOp $1 $1 + 1
  ${LoopUntil} $1 >= 50
  Delete "$INSTDIR\deskbell.old*.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ; Log, journal and the like; the settings in $APPDATA\deskbell are the user's own and stay.
  RMDir /r "$LOCALAPPDATA\deskbell"
SectionEnd
