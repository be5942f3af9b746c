//! What is heard: a sound for each offer that rings, again and again until it is answered.
//!
//! The view says what should be sounding, as it says what should be seen: a stroke that is in the
//! view is played once, and silence is a view without one. So nothing goes on sounding when an offer
//! has ended, and there is no sound without a ringing offer; a lost connection sounds once.

use std::time::Duration;

use super::channel::Channel;
use super::id::OfferId;
use super::input::ServerHealth;
use super::offer::{Held, Phase};
use super::view::{SoundKind, SoundsView, Stroke};
use super::{Desk, Locked};
use crate::protocol::from_center::OfferReason;
use crate::time::Timestamp;

/// When a sound comes again unless the administrator says otherwise, in seconds of ringing.
pub const LADDER: [u32; 3] = [10, 15, 20];

/// When an offer sounds again, in seconds since it began to ring, growing; after the last step it
/// comes again each time that the last step is over. Empty: only once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder(Vec<u32>);

impl Default for Ladder {
    fn default() -> Self {
        Self(LADDER.to_vec())
    }
}

impl Ladder {
    /// A ladder of these steps, in any order; zeros do not count.
    pub fn new(mut steps: Vec<u32>) -> Self {
        steps.retain(|step| *step > 0);
        steps.sort_unstable();
        steps.dedup();
        Self(steps)
    }

    /// How many strokes there were after so long, the first one at once.
    fn strokes(&self, rung: Duration) -> u64 {
        let Some(last) = self.0.last() else { return 1 };
        let steps = self.0.iter().filter(|step| u64::from(**step) <= rung.as_secs()).count() as u64;
        // The last step itself is among those.
        1 + steps + (rung.as_secs() / u64::from(*last)).saturating_sub(1)
    }

    /// When the next stroke comes after so many; none: never, as after none.
    fn next(&self, strokes: u64) -> Option<Duration> {
        let last = u64::from(*self.0.last()?);
        let steps = self.0.len() as u64;
        let within = self.0.get(usize::try_from(strokes.checked_sub(1)?).ok()?);
        let seconds = within.map_or_else(|| last * (strokes + 1 - steps), |step| u64::from(*step));
        Some(Duration::from_secs(seconds))
    }
}

/// What sounds.
#[derive(Debug, Default)]
pub(super) struct Sounds {
    /// What sounds now, and for which offer; none: for none.
    now: Option<(Stroke, Option<OfferId>)>,
    given: u64,
    /// Whether sounds can be played.
    pub(super) health: ServerHealth,
}

impl Sounds {
    pub(super) fn strike(&mut self, kind: SoundKind, offer: Option<OfferId>) {
        self.given += 1;
        self.now = Some((Stroke { kind, number: self.given }, offer));
    }
}

impl Desk {
    /// Lets each ringing offer be heard when its time has come, and nothing else.
    pub(super) fn sound(&mut self, now: Timestamp) {
        let on = self.sounds_on();
        let mut struck: Option<&Held> = None;
        for held in self.offers.held.values_mut() {
            let due = if on && rings(held) { self.preferences.ladder.strokes(now.since(held.since)) } else { 0 };
            let before = std::mem::replace(&mut held.strokes, due);
            if before < due && struck.is_none_or(|other| other.since <= held.since) {
                struck = Some(held);
            }
        }
        let struck = struck.map(|held| (kind(held), held.offer.id.clone()));
        self.end_sound(on);
        if let Some((kind, offer)) = struck {
            self.sounds.strike(kind, Some(offer));
        }
    }

    /// Ends what sounds when its reason is gone.
    fn end_sound(&mut self, on: bool) {
        let over = match &self.sounds.now {
            Some((_, Some(offer))) => self.offers.held.get(offer).is_none_or(|held| held.strokes == 0),
            Some((stroke, None)) => stroke.kind == SoundKind::ConnectionLost && !(on && self.connection.is_told()),
            None => false,
        };
        if over {
            self.sounds.now = None;
        }
    }

    /// When the next offer is heard again.
    pub(super) fn next_sound(&self) -> Option<Timestamp> {
        let next = |held: &Held| Some(held.since + self.preferences.ladder.next(held.strokes)?);
        self.offers.held.values().filter_map(next).min()
    }

    /// The connection is lost, and the agent is told.
    pub(super) fn sound_of_lost_link(&mut self) {
        if self.sounds_on() {
            self.sounds.strike(SoundKind::ConnectionLost, None);
        }
    }

    /// The agent wants to hear whether anything can be heard, even where sounds are off.
    pub(super) fn try_sound(&mut self) {
        self.sounds.strike(SoundKind::Test, None);
    }

    pub(super) fn stroke(&self) -> Option<Stroke> {
        self.sounds.now.as_ref().map(|(stroke, _)| *stroke)
    }

    pub(super) fn sounds_view(&self) -> SoundsView {
        let (_, locked) = self.preferences.muted;
        let free = self.preferences.settings.get("sounds").is_none_or(|sounds| sounds.by.is_none());
        let changeable = free && locked == Locked::No && self.settings.sounds != Some(false);
        SoundsView { on: self.sounds_on(), changeable, health: self.sounds.health }
    }

    /// The administrator's word counts; else there are sounds unless the center or the agent says no.
    fn sounds_on(&self) -> bool {
        match self.preferences.muted {
            (muted, Locked::Yes) => !muted,
            (muted, Locked::No) => !muted && self.settings.sounds != Some(false),
        }
    }
}

/// Whether the agent has not answered yet, and may be disturbed.
const fn rings(held: &Held) -> bool {
    matches!(held.phase, Phase::Ringing { pressed: None, .. }) && !held.quiet
}

fn kind(held: &Held) -> SoundKind {
    match (held.offer.reason, &held.offer.conversation.channel) {
        (OfferReason::Transfer | OfferReason::Escalation | OfferReason::BotEscalation | OfferReason::Consult, _) => {
            SoundKind::HandedOver
        }
        (OfferReason::Incoming, Channel::Sms) => SoundKind::Sms,
        (OfferReason::Incoming, Channel::Facebook | Channel::WhatsApp) => SoundKind::Social,
        (OfferReason::Incoming, Channel::Chat | Channel::Email | Channel::Voice | Channel::Other(_)) => SoundKind::Chat,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ladder_is_climbed_and_its_last_step_comes_again() {
        let ladder = Ladder::default();
        let at = |seconds| ladder.strokes(Duration::from_secs(seconds));
        assert_eq!([0, 9, 10, 14, 15, 20, 39, 40, 59, 60].map(at), [1, 1, 2, 2, 3, 4, 4, 5, 5, 6]);
        let next = |strokes| ladder.next(strokes).map(|time| time.as_secs());
        assert_eq!([1, 2, 3, 4, 5, 6].map(next), [Some(10), Some(15), Some(20), Some(40), Some(60), Some(80)]);
        for strokes in 1..50 {
            let next = ladder.next(strokes).expect("it goes on");
            assert_eq!(ladder.strokes(next), strokes + 1);
            assert_eq!(ladder.strokes(next.saturating_sub(Duration::from_secs(1))), strokes);
        }
    }

    #[test]
    fn a_ladder_without_steps_sounds_once_and_an_odd_one_is_put_in_order() {
        assert_eq!(Ladder::new(vec![]).strokes(Duration::from_secs(3600)), 1);
        assert_eq!(Ladder::new(vec![0]).next(1), None);
        assert_eq!(Ladder::new(vec![20, 0, 10, 15, 10]), Ladder::default());
    }
}
