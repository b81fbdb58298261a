//! What following lines back through history finds.

use std::rc::Rc;

use gix::ObjectId;

use super::segment::Segment;

/// Lines whose walk ended.
#[derive(Debug)]
pub(super) struct Arrived {
    /// The commit that put them in, or at which the walk was to stop.
    pub(super) commit: ObjectId,
    /// Their path there.
    pub(super) path: Rc<[u8]>,
    /// The lines.
    pub(super) lines: Segment,
}

/// A commit on the way that changed a file lines stood in, whether or not it put any of them in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Touched {
    /// The commit.
    pub(super) commit: ObjectId,
    /// The file's content at its first parent that has the file; `None` where it is new.
    pub(super) old: Option<ObjectId>,
    /// The file's content at the commit.
    pub(super) new: ObjectId,
}

/// What a walk found.
pub(super) struct Walked {
    /// The lines, each where its walk ended.
    pub(super) arrived: Vec<Arrived>,
    /// The commits that changed the file on the way, newest first.
    pub(super) touched: Vec<Touched>,
}
