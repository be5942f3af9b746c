//! Links of the scheme `deskbell:`, which macOS tells the running program where other systems start it again with them.
//! **Type-checked for macOS, not run there.**
//!
//! That somebody opened the program once more is not listened to: macOS 26 says the same when a toast was clicked, a
//! link opened or the computer woken up, and a window of settings that comes then takes the keyboard from the agent.
#![expect(unsafe_code, reason = "the system calls back by the names of methods")]

use std::collections::BTreeMap;
use std::ptr::NonNull;

use block2::RcBlock;
use objc2::rc::Retained;
use objc2::runtime::NSObject;
use objc2::{AnyThread as _, DefinedClass as _, define_class, msg_send, sel};
use objc2_app_kit::NSApplicationWillFinishLaunchingNotification;
use objc2_foundation::{NSAppleEventDescriptor, NSAppleEventManager, NSNotification, NSNotificationCenter};
use tokio::sync::mpsc;

use super::instance::Request;

/// So many wait; what a page sends beyond that is dropped.
const WAITING_AT_MOST: usize = 16;

/// What Apple's headers call both the class of the event and its kind.
const GET_URL: u32 = u32::from_be_bytes(*b"GURL");
/// The part of an event that it is about.
const DIRECT_OBJECT: u32 = u32::from_be_bytes(*b"----");

define_class!(
    // SAFETY: NSObject asks nothing of those who inherit from it, and nothing is done when this one ends.
    #[unsafe(super(NSObject))]
    #[name = "DeskbellAppleEvents"]
    #[ivars = mpsc::Sender<Request>]
    struct Handler;

    impl Handler {
        #[unsafe(method(openLink:withReply:))]
        fn open_link(&self, event: &NSAppleEventDescriptor, _reply: &NSAppleEventDescriptor) {
            if let Some(link) = direct_object(event) {
                self.ask(link);
            }
        }
    }
);

impl Handler {
    fn new(requests: mpsc::Sender<Request>) -> Retained<Self> {
        let handler = Self::alloc().set_ivars(requests);
        // SAFETY: `init` of NSObject takes nothing and gives the object.
        unsafe { msg_send![super(handler), init] }
    }

    fn ask(&self, link: String) {
        let request = Request::Again { arguments: BTreeMap::new(), link: Some(link) };
        if let Err(error) = self.ivars().try_send(request) {
            tracing::debug!(%error, "a link was dropped");
        }
    }
}

fn direct_object(event: &NSAppleEventDescriptor) -> Option<String> {
    // SAFETY: the method takes a code, and gives a descriptor or nothing.
    let part: Option<Retained<NSAppleEventDescriptor>> =
        unsafe { msg_send![event, paramDescriptorForKeyword: DIRECT_OBJECT] };
    Some(part?.stringValue()?.to_string())
}

/// Each link, as another start of the program would ask for it. To be called on the main thread, before its event loop
/// runs: the link that the program is started for comes first of all.
pub fn listen() -> mpsc::Receiver<Request> {
    let (requests, asked) = mpsc::channel(WAITING_AT_MOST);
    let handler = Handler::new(requests);
    // By then AppKit has put its own handlers in place, and no event was handled yet.
    let ready = RcBlock::new(move |_: NonNull<NSNotification>| register(&handler));
    let center = NSNotificationCenter::defaultCenter();
    // SAFETY: the name is the system's own, and comes on the main thread only.
    let observer = unsafe {
        let name = NSApplicationWillFinishLaunchingNotification;
        center.addObserverForName_object_queue_usingBlock(Some(name), None, None, &ready)
    };
    // It, and with it the handler, lives until the process ends.
    std::mem::forget(observer);
    asked
}

fn register(handler: &Handler) {
    let manager = NSAppleEventManager::sharedAppleEventManager();
    let (method, class, kind) = (sel!(openLink:withReply:), GET_URL, GET_URL);
    // SAFETY: the handler has the method, which takes an event and a reply, and outlives the manager.
    unsafe {
        let () =
            msg_send![&manager, setEventHandler: handler, andSelector: method, forEventClass: class, andEventID: kind];
    }
}
