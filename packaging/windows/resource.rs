//! What Windows reads in the program's file itself: icon, manifest, and who made which version.

use std::env;
use std::fs::File;
use std::path::Path;

use ico::{IconDir, IconDirEntry, IconImage, ResourceType};
use winresource::WindowsResource;

use super::{Failure, draw, straight};

/// The sides of the program's icon, in pixels: Explorer's sizes at 100 to 300 percent.
const SIDES: [u32; 10] = [16, 20, 24, 32, 40, 48, 64, 96, 128, 256];
const MANIFEST: &str = "packaging/windows/deskbell.manifest";
/// English (United States), what Windows shows where it has no other.
const LANGUAGE: u16 = 0x0409;

/// Embeds the resource into the daemon's program; for other systems nothing is done. The icon is kept as
/// `deskbell.ico` beside what else was made, for the installers.
pub(super) fn embed(out: &Path) -> Result<(), Failure> {
    if env::var("CARGO_CFG_TARGET_OS")? != "windows" {
        return Ok(());
    }
    println!("cargo::rerun-if-changed={MANIFEST}");
    let icon = out.join("deskbell.ico");
    write_icon(&icon)?;
    let mut resource = WindowsResource::new();
    resource.set_icon(icon.to_str().ok_or("the folder's name is Unicode")?).set_manifest_file(MANIFEST);
    resource.set_language(LANGUAGE);
    // Task manager and notifications call the program by its description.
    for (name, value) in [
        ("CompanyName", "Deskbell"),
        ("FileDescription", "Deskbell"),
        ("ProductName", "Deskbell"),
        ("InternalName", "deskbell"),
        ("OriginalFilename", "deskbell.exe"),
        ("LegalCopyright", "MIT OR Apache-2.0"),
    ] {
        resource.set(name, value);
    }
    resource.compile_for("deskbell")?;
    // Else the linker of GNU writes the time of day into the file's header, and no two builds are the same.
    println!("cargo::rustc-link-arg-bin=deskbell=-Wl,--no-insert-timestamp");
    Ok(())
}

fn write_icon(path: &Path) -> Result<(), Failure> {
    let svg = std::fs::read_to_string("icons/deskbell.svg")?;
    let mut icon = IconDir::new(ResourceType::Icon);
    for side in SIDES {
        let image = IconImage::from_rgba_data(side, side, straight(&draw(&svg, side)?));
        icon.add_entry(IconDirEntry::encode(&image)?);
    }
    icon.write(File::create(path)?)?;
    Ok(())
}
