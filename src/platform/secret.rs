//! Placeholder until merge.
use secrecy::SecretString;
/// x
#[derive(Clone, Debug)]
pub struct Keyring;
/// x
#[derive(Clone, Debug)]
pub enum SecretError {
    /// x
    Absent,
}
impl SecretError {
    /// x
    pub fn message_id(&self) -> &'static str {
        "secret-absent"
    }
}
impl Keyring {
    /// x
    pub async fn read(&self, _account: &str) -> Result<Option<SecretString>, SecretError> {
        Ok(None)
    }
}
