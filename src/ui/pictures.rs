//! The icons, drawn at build time.

use slint::{Image, Rgba8Pixel, SharedPixelBuffer};

use crate::domain::channel::Channel;
use crate::domain::view::Face;

/// A picture of the tray's icon: its side in pixels, and red, green, blue and alpha of each pixel, row by row.
pub type Picture = (u32, &'static [u8]);

mod drawn {
    use super::Picture;

    include!(concat!(env!("OUT_DIR"), "/pictures.rs"));
}

/// The tray's icon for a face in every size that panels of this system have, smallest first.
pub const fn face(face: Face) -> &'static [Picture] {
    match face {
        Face::Connected | Face::Waiting(0) => drawn::CONNECTED,
        // The tenth picture says "9+".
        Face::Waiting(count) => drawn::WAITING[if count > 9 { 9 } else { count - 1 }],
        Face::Reconnecting => drawn::RECONNECTING,
        Face::SignedOut => drawn::SIGNED_OUT,
        Face::CannotAlert => drawn::CANNOT_ALERT,
    }
}

/// The mark of the program as windows have it.
pub fn mark() -> Picture {
    *face(Face::Connected).last().expect("there is a size at least")
}

/// The channel's icon, to be coloured; `side` is what it will measure, in pixels.
pub fn channel(channel: &Channel, side: f32) -> Image {
    let sizes = match channel {
        Channel::Chat => drawn::CHAT,
        Channel::Sms => drawn::SMS,
        Channel::Facebook => drawn::FACEBOOK,
        Channel::WhatsApp => drawn::WHATSAPP,
        Channel::Email => drawn::EMAIL,
        Channel::Voice => drawn::VOICE,
        Channel::Other(_) => drawn::OTHER,
    };
    let fits = sizes.iter().find(|(drawn, _)| f64::from(*drawn) + 0.5 >= f64::from(side));
    let (side, mask) = fits.unwrap_or(&sizes[sizes.len() - 1]);
    let mut pixels = SharedPixelBuffer::<Rgba8Pixel>::new(*side, *side);
    for (pixel, alpha) in pixels.make_mut_slice().iter_mut().zip(*mask) {
        pixel.a = *alpha;
    }
    Image::from_rgba8(pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_face_has_a_picture_of_its_own_and_more_than_nine_look_alike() {
        let mut faces: Vec<_> =
            [Face::Connected, Face::Reconnecting, Face::SignedOut, Face::CannotAlert].map(face).to_vec();
        faces.extend((1..=10).map(|count| face(Face::Waiting(count))));
        for (place, picture) in faces.iter().enumerate() {
            assert!(picture.iter().all(|(side, rgba)| rgba.len() == (side * side * 4) as usize));
            assert!(picture.is_sorted_by(|(smaller, _), (larger, _)| smaller < larger));
            assert!(!faces[..place].contains(picture), "picture {place} is there twice");
        }
        assert_eq!(face(Face::Waiting(10)), face(Face::Waiting(500)));
        assert_eq!(face(Face::Waiting(0)), face(Face::Connected));
    }
}
