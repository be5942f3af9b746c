//! A secret in several entries of a keyring whose entries are small.
//!
//! All entries of a secret begin with the same bytes, a random mark and their number, so that what is left of
//! another secret is not taken for a part of this one. The first entry is written last: until then the secret
//! is not there.

use zeroize::Zeroizing;

/// Windows' keyring takes so many bytes an entry (`CRED_MAX_CREDENTIAL_BLOB_SIZE`, wincred.h).
const ENTRY: usize = 2560;
/// So many entries a secret has at most.
pub(super) const AT_MOST: u8 = 16;
/// What tells one secret from another.
pub(super) type Mark = [u8; 16];
/// The mark and the number of entries.
const HEAD: usize = size_of::<Mark>() + 1;
/// The longest secret, in bytes.
pub(super) const LONGEST: usize = (ENTRY - HEAD) * AT_MOST as usize;

/// What is done with one entry; they are counted from zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It gets this content.
    Put(u8, Zeroizing<Vec<u8>>),
    /// It goes, if it is there.
    Remove(u8),
}

/// What there is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// No secret.
    Nothing,
    /// Not all of one: somebody writes it just now, or did not get to the end.
    Half,
    /// The secret.
    Whole(Zeroizing<Vec<u8>>),
}

/// Puts a secret in the place of whatever is there, step by step; none: it is too long.
pub(super) fn write(secret: &[u8], mark: Mark) -> Option<Vec<Step>> {
    // An empty one has an entry too.
    let count = u8::try_from(secret.len().div_ceil(ENTRY - HEAD).max(1)).ok().filter(|count| *count <= AT_MOST)?;
    let mut rest = secret.chunks(ENTRY - HEAD);
    let entries = (0..count).map(|number| Step::Put(number, entry(mark, count, rest.next().unwrap_or_default())));
    let mut steps: Vec<Step> = entries.chain((count..AT_MOST).map(Step::Remove)).collect();
    steps.rotate_left(1);
    Some(steps)
}

/// Removes the secret, its first entry first, and whatever an unfinished step left.
pub(super) fn remove() -> impl Iterator<Item = Step> {
    (0..AT_MOST).map(Step::Remove)
}

/// Reads the secret by what gives the content of an entry that is there.
///
/// # Errors
/// What the reader says.
pub(super) fn read<E>(mut entry: impl FnMut(u8) -> Result<Option<Zeroizing<Vec<u8>>>, E>) -> Result<Found, E> {
    let Some(first) = entry(0)? else { return Ok(Found::Nothing) };
    let Some((head, start)) = first.split_at_checked(HEAD) else { return Ok(Found::Half) };
    // Room for all of it at once: what grows leaves copies behind.
    let mut secret = Zeroizing::new(Vec::with_capacity(LONGEST));
    secret.extend_from_slice(start);
    for number in 1..head[HEAD - 1].min(AT_MOST) {
        let next = entry(number)?;
        let Some(part) = next.as_ref().and_then(|next| next.strip_prefix(head)) else { return Ok(Found::Half) };
        secret.extend_from_slice(part);
    }
    Ok(Found::Whole(secret))
}

fn entry(mark: Mark, count: u8, part: &[u8]) -> Zeroizing<Vec<u8>> {
    Zeroizing::new([&mark[..], &[count], part].concat())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::convert::Infallible;

    use super::*;

    type Store = BTreeMap<u8, Zeroizing<Vec<u8>>>;

    fn follow(store: &mut Store, steps: impl IntoIterator<Item = Step>) {
        for step in steps {
            match step {
                Step::Put(number, content) => {
                    assert!(content.len() <= ENTRY);
                    store.insert(number, content);
                }
                Step::Remove(number) => drop(store.remove(&number)),
            }
        }
    }

    fn found(store: &Store) -> Found {
        read(|number| Ok::<_, Infallible>(store.get(&number).cloned())).unwrap()
    }

    fn whole(secret: &[u8]) -> Found {
        Found::Whole(Zeroizing::new(secret.to_vec()))
    }

    fn secret(letter: u8, length: usize) -> Vec<u8> {
        (0..length).map(|place| letter ^ u8::try_from(place % 251).unwrap()).collect()
    }

    const LENGTHS: [usize; 7] = [0, 1, ENTRY - HEAD, ENTRY - HEAD + 1, ENTRY, 16 * 1024, LONGEST];

    #[test]
    fn a_secret_of_any_length_comes_back_and_the_one_before_leaves_nothing() {
        let mut store = Store::new();
        for (number, length) in (0..).zip(LENGTHS.into_iter().chain(LENGTHS.into_iter().rev())) {
            follow(&mut store, write(&secret(number, length), [number; 16]).unwrap());
            assert_eq!(found(&store), whole(&secret(number, length)));
            assert_eq!(store.len(), length.div_ceil(ENTRY - HEAD).max(1));
        }
        follow(&mut store, remove());
        assert!(store.is_empty() && found(&store) == Found::Nothing);
        assert_eq!(write(&secret(0, LONGEST + 1), [0; 16]), None);
    }

    #[test]
    fn half_of_a_secret_is_none() {
        for (before, after) in LENGTHS.into_iter().flat_map(|before| LENGTHS.map(|after| (before, after))) {
            let (old, new) = (secret(1, before), secret(2, after));
            let mut full = Store::new();
            follow(&mut full, write(&old, [1; 16]).unwrap());
            let steps = write(&new, [2; 16]).unwrap();
            for done in 0..steps.len() {
                let mut store = full.clone();
                follow(&mut store, steps[..done].iter().cloned());
                assert!([whole(&old), Found::Half].contains(&found(&store)), "{before} {after} {done}");
                follow(&mut store, remove().take(1));
                assert_eq!(found(&store), Found::Nothing);
            }
        }
    }

    #[test]
    fn what_others_put_there_is_no_secret() {
        let odd = |content: &[u8]| found(&Store::from([(0, Zeroizing::new(content.to_vec()))]));
        assert_eq!(odd(b"a token"), Found::Half);
        assert_eq!(odd(&[255; ENTRY]), Found::Half);
    }
}
