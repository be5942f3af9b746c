//! Commands that the center has not answered yet: repeated under the same id after a reconnect.

use std::time::Duration;

use super::Desk;
use super::effect::{Command, Effect, Message};
use super::id::{CommandId, OfferId};
use super::input::Refusal;
use super::offer::REPLY_TIME;
use crate::time::Timestamp;

/// A command about an offer without a deadline is repeated for so long: a dead link is found
/// within half of it.
const OPEN_ENDED: Duration = Duration::from_secs(60);

/// A command that waits for its answer.
#[derive(Debug)]
pub(super) struct Pending {
    command: Command,
    /// Not repeated after this.
    until: Timestamp,
}

impl Desk {
    /// Sends a command and remembers it until it is answered. The same command again has the same
    /// id while there is no answer.
    pub(super) fn command(&mut self, now: Timestamp, command: Command) {
        let same = self.pending.iter().find(|(_, pending)| pending.command == command);
        let id = same.map(|(id, _)| id.clone()).unwrap_or_else(|| self.new_command_id());
        let until = self.deadline_of(&command).map_or(now + OPEN_ENDED, |at| at.max(now) + REPLY_TIME);
        self.effects.push(Effect::Send(Message::Command(id.clone(), command.clone())));
        self.pending.insert(id, Pending { command, until });
    }

    fn new_command_id(&mut self) -> CommandId {
        self.commands_given += 1;
        CommandId(format!("{}-{}", self.preferences.command_prefix, self.commands_given))
    }

    /// Whether the center was asked something about the offer and has not answered.
    pub(super) fn has_asked(&self, offer: &OfferId) -> bool {
        self.pending.values().any(|pending| offer_of(&pending.command) == Some(offer))
    }

    fn deadline_of(&self, command: &Command) -> Option<Timestamp> {
        let id = offer_of(command)?;
        self.offers.in_order().find(|held| held.offer.id == *id)?.offer.deadline
    }

    /// Chooses a presence; an older choice that was not answered is forgotten.
    pub(super) fn set_presence(&mut self, now: Timestamp, presence: String) {
        let offered =
            self.presence.as_ref().is_some_and(|known| known.options.iter().any(|option| option.id == presence));
        if offered && self.connection.is_up() {
            self.pending.retain(|_, pending| !matches!(pending.command, Command::SetPresence(_)));
            self.command(now, Command::SetPresence(presence));
        }
    }

    pub(super) fn on_answer(&mut self, now: Timestamp, id: &CommandId, result: Result<Option<String>, Refusal>) {
        let Some(Pending { command, .. }) = self.pending.remove(id) else { return };
        match (command, result) {
            (Command::Accept(offer), Ok(url)) => self.accepted(now, &offer, url),
            (Command::Decline(offer, _), Ok(_)) => self.declined(now, &offer),
            (Command::Accept(offer) | Command::Decline(offer, _), Err(refusal)) => self.refused(now, &offer, refusal),
            (Command::SetPresence(chosen), Ok(_)) => self.presence_chosen(chosen),
            // The tick stays where the center says it is.
            (Command::SetPresence(_), Err(_)) => {}
        }
    }

    /// After a reconnect: the center does each id once and repeats its answer.
    pub(super) fn repeat_commands(&mut self) {
        let new: Vec<CommandId> = self.effects.iter().filter_map(command_id).cloned().collect();
        for (id, pending) in self.pending.iter().filter(|(id, _)| !new.contains(id)) {
            self.effects.push(Effect::Send(Message::Command(id.clone(), pending.command.clone())));
        }
    }

    pub(super) fn next_command_deadline(&self) -> Option<Timestamp> {
        self.pending.values().map(|pending| pending.until).min()
    }

    pub(super) fn expire_commands(&mut self, now: Timestamp) {
        let over = |pending: &Pending| pending.until <= now;
        let unanswered: Vec<OfferId> = self
            .pending
            .values()
            .filter(|pending| over(pending))
            .filter_map(|pending| offer_of(&pending.command))
            .cloned()
            .collect();
        self.pending.retain(|_, pending| !over(pending));
        for offer in unanswered {
            self.ring_again(&offer);
        }
    }
}

const fn offer_of(command: &Command) -> Option<&OfferId> {
    match command {
        Command::Accept(offer) | Command::Decline(offer, _) => Some(offer),
        Command::SetPresence(_) => None,
    }
}

fn command_id(effect: &Effect) -> Option<&CommandId> {
    if let Effect::Send(Message::Command(id, _)) = effect { Some(id) } else { None }
}
