//! Work shared out among threads, each with things of its own: a repository is open once a thread.
//!
//! Jobs that read the same file belong together, because what a thread has read it remembers. So
//! whole groups are handed out, the largest first, and the answers come back in the order of the
//! jobs, however many threads there are.

use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;
use std::sync::mpsc::{self, Sender};
use std::thread;

/// Fewer jobs than this are not worth a thread of their own: two threads read some files twice, which
/// costs a third more work in small jobs.
const JOBS_FOR_A_THREAD: usize = 256;
/// More threads would want more memory than time.
const MOST_THREADS: usize = 8;

/// Groups of jobs that wait for a thread, the largest last.
pub(super) struct Groups(Mutex<Vec<Vec<usize>>>);

impl Groups {
    /// Returns the jobs in groups. A job's keys are what it reads; it goes with the key that most
    /// jobs have.
    fn new(keys: &[Vec<String>]) -> Self {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for key in keys.iter().flatten() {
            *counts.entry(key).or_default() += 1;
        }
        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (job, keys) in keys.iter().enumerate() {
            let key = keys.iter().max_by_key(|key| (counts[key.as_str()], key.as_str()));
            groups.entry(key.map_or("", String::as_str)).or_default().push(job);
        }
        let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
        groups.sort_by_key(|jobs| (jobs.len(), std::cmp::Reverse(jobs.first().copied())));
        Self(Mutex::new(groups))
    }

    /// Returns the largest group that no thread has; `None` where there is none left.
    fn next(&self) -> Option<Vec<usize>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).pop()
    }
}

/// The jobs of one thread, until no group is left.
struct Jobs<'a> {
    groups: &'a Groups,
    rest: std::vec::IntoIter<usize>,
}

impl Iterator for Jobs<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        loop {
            if let Some(job) = self.rest.next() {
                return Some(job);
            }
            self.rest = self.groups.next()?.into_iter();
        }
    }
}

/// Returns how many threads that many jobs are worth: as many as asked for, else as there are cores;
/// one where memory is scarce, as each has caches of its own.
pub(super) fn threads(jobs: usize, asked: Option<usize>, low_memory: bool) -> usize {
    if low_memory {
        return 1;
    }
    asked.map_or_else(|| (jobs / JOBS_FOR_A_THREAD).clamp(1, cores()), |asked| asked.max(1))
}

/// Returns how many threads there may be.
pub(super) fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS)
}

/// Returns the jobs in the order in which one thread does them best.
pub(super) fn order(keys: &[Vec<String>]) -> Vec<usize> {
    let groups = Groups::new(keys);
    std::iter::from_fn(|| groups.next()).flatten().collect()
}

/// Does every job, and hands each answer with its job's number to `take`, in any order.
///
/// `work` runs once on each thread: it takes jobs one after another, and hands each answer on.
pub(super) fn share<Answer: Send>(
    threads: usize,
    keys: &[Vec<String>],
    work: impl Fn(&mut dyn Iterator<Item = usize>, &mut dyn FnMut(usize, Answer)) + Sync,
    mut take: impl FnMut(usize, Answer),
) {
    let groups = Groups::new(keys);
    let jobs = || Jobs { groups: &groups, rest: Vec::new().into_iter() };
    if threads <= 1 {
        return work(&mut jobs(), &mut take);
    }
    thread::scope(|scope| {
        let (sender, answers) = mpsc::channel();
        for _ in 0..threads {
            let sender: Sender<(usize, Answer)> = sender.clone();
            let (work, mut jobs) = (&work, jobs());
            scope.spawn(move || {
                // Whoever takes the answers takes them all, so none is sent in vain.
                work(&mut jobs, &mut |job, answer| drop(sender.send((job, answer))));
            });
        }
        drop(sender);
        for (job, answer) in answers {
            take(job, answer);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(jobs: &[&[&str]]) -> Vec<Vec<String>> {
        jobs.iter().map(|keys| keys.iter().map(|key| (*key).to_owned()).collect()).collect()
    }

    #[test]
    fn jobs_that_share_a_key_go_together_and_the_largest_group_first() {
        let groups = Groups::new(&keys(&[&["b"], &["a", "c"], &[], &["c"], &["c", "b"]]));
        assert_eq!(groups.next(), Some(vec![1, 3, 4]));
        assert_eq!(groups.next(), Some(vec![0]));
        assert_eq!(groups.next(), Some(vec![2]));
        assert_eq!(groups.next(), None);
    }

    #[test]
    fn every_job_is_answered_once() {
        let jobs: Vec<Vec<String>> = (0..600).map(|n| vec![format!("{}", n % 7)]).collect();
        let mut answers = vec![0; jobs.len()];
        share(
            2,
            &jobs,
            |jobs, give| jobs.for_each(|job| give(job, 2 * job)),
            |job, answer| answers[job] += answer,
        );
        assert_eq!(answers, (0..600).map(|n| 2 * n).collect::<Vec<_>>());
    }
}
