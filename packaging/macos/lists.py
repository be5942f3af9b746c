"""lists.py VERSION OLDEST LAYOUT: whether the property lists for macOS agree with each other and with the sources."""
import pathlib
import plistlib
import sys

version, oldest, layout = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])


def read(path):
    return plistlib.loads(pathlib.Path(path).read_bytes())


contents = layout / "Deskbell.app/Contents"
info = read(contents / "Info.plist")
agent = read(layout / "LaunchAgents/com.deskbell.deskbell.plist")
profile = read("packaging/policy/com.deskbell.deskbell.mobileconfig")

assert info["CFBundleShortVersionString"] == info["CFBundleVersion"] == version
assert info["LSMinimumSystemVersion"] == oldest
assert info["LSUIElement"] is True
assert info["CFBundleURLTypes"][0]["CFBundleURLSchemes"] == ["deskbell"]
assert info["CFBundleLocalizations"] == sorted(path.stem for path in pathlib.Path("src/i18n").glob("*.ftl"))
assert (contents / "Resources" / (info["CFBundleIconFile"] + ".icns")).is_file()
assert (contents / "MacOS" / info["CFBundleExecutable"]).is_file()
assert (contents / "PkgInfo").read_text() == info["CFBundlePackageType"] + "????"

assert agent["Label"] == info["CFBundleIdentifier"]
assert agent["ProgramArguments"] == ["/Applications/Deskbell.app/Contents/MacOS/" + info["CFBundleExecutable"], "--at-log-on"]
assert agent["RunAtLoad"] is True and "KeepAlive" not in agent

# No exception from the hardened runtime.
assert read("packaging/macos/deskbell.entitlements") == {}

payload = profile["PayloadContent"][0]
assert payload["PayloadType"] in (info["CFBundleIdentifier"], "com.apple.ManagedClient.preferences"), payload
