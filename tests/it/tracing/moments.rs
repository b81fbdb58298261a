//! What ran when the incident started: the ladder's rungs, one test each.

use chrono::DateTime;
use escapee::history::{
    Copies, LogIndex, MomentRequest, Repository, Shipping, first_shipped, moment,
};
use escapee::model::commit::{CommitId, Time};
use escapee::model::incident::{Incident, Origin, Stamp};
use escapee::model::moment::{Moment, MomentKind, Rung};
use escapee::model::release::{Release, ReleaseResult};

use crate::support::RepoBuilder;

/// The builder's first commit is one hour after this.
const START: i64 = 1_704_067_200;

fn hour(hours: i64) -> Time {
    DateTime::from_timestamp(START + hours * 3600, 0).unwrap()
}

/// A line of five commits, an hour each; `cart-1` at the second, `cart-2` at the fourth.
/// The third introduces the defect, the fifth mends it.
struct Story {
    builder: RepoBuilder,
    commits: Vec<CommitId>,
    releases: Vec<Release>,
    incident: Incident,
    introduced: usize,
}

impl Story {
    fn new() -> Self {
        let mut builder = RepoBuilder::new();
        let mut commits = Vec::new();
        for number in 1..=5 {
            let text = format!("x = {number}\n");
            commits.push(builder.commit(&format!("commit {number}"), &[("a.py", &text)]));
            if number % 2 == 0 {
                builder.tag(&format!("cart-{}", number / 2));
                builder.tag(&format!("pay-{}", number / 2));
            }
        }
        let incident = Incident::new("1", "csv", "x");
        let mut story = Self { builder, commits, releases: Vec::new(), incident, introduced: 3 };
        story.starts(5);
        story
    }

    fn starts(&mut self, hours: i64) {
        self.incident.started_at = Some(Stamp { at: hour(hours), origin: Origin::Field });
    }

    fn deploy(&mut self, hours: i64, commit: usize, component: &str, result: ReleaseResult) {
        self.releases.push(Release {
            time: hour(hours),
            environment: "Production".into(),
            component: Some(component.into()),
            repo: None,
            version: None,
            commit: Some(self.commits[commit - 1].short().to_owned()),
            result,
        });
    }

    /// Asks with the fourth as the fix's parent.
    fn ask<T>(
        &self,
        change: impl Fn(&mut MomentRequest<'_>),
        answer: impl Fn(&Shipping<'_>, &MomentRequest<'_>) -> T,
    ) -> T {
        let repo = Repository::open(self.builder.path()).unwrap();
        let tags = repo.tags().unwrap();
        let tip = repo.branch_tip(Some("main")).unwrap().unwrap();
        let log = LogIndex::new(repo.log(&tip).unwrap(), None);
        let copies = Copies::read(&repo, &log, &tags).unwrap();
        let shipping = Shipping {
            repo: &repo,
            repo_name: "shop",
            branch: Some("main"),
            tags: &tags,
            copies: &copies,
            releases: &self.releases,
        };
        let mut request = MomentRequest {
            kind: MomentKind::Shipped,
            incident: &self.incident,
            component: Some("cart"),
            environment: "production",
            introduced: Some(&self.commits[self.introduced - 1]),
            fix_parent: Some(&self.commits[3]),
            tag_pattern: Some("cart-*"),
            caught: false,
        };
        change(&mut request);
        answer(&shipping, &request)
    }

    fn moment(&self, change: impl Fn(&mut MomentRequest<'_>)) -> Moment {
        self.ask(change, |shipping, request| moment(shipping, request).unwrap())
    }

    /// Returns the rung and the number of the commit it names.
    fn rung(&self, change: impl Fn(&mut MomentRequest<'_>)) -> (Rung, Option<usize>) {
        let moment = self.moment(change);
        let number = |commit| self.commits.iter().position(|c| *c == commit).map(|at| at + 1);
        (moment.rung, moment.commit.and_then(number))
    }
}

#[test]
fn deployment_live_at_the_start_wins() {
    let mut story = Story::new();
    story.deploy(2, 1, "cart", ReleaseResult::Success);
    story.deploy(4, 3, "CART", ReleaseResult::Unknown);
    story.deploy(5, 4, "pay", ReleaseResult::Success);
    story.deploy(6, 5, "cart", ReleaseResult::Success);

    let moment = story.moment(|_| {});

    assert_eq!((moment.kind, moment.rung), (MomentKind::Shipped, Rung::Deployment));
    assert_eq!((moment.commit, moment.at), (Some(story.commits[2].clone()), Some(hour(4))));
    assert_eq!(story.rung(|r| r.environment = "staging").0, Rung::Tag);
    assert_eq!(story.rung(|r| r.component = None).0, Rung::Tag, "cart or pay: nothing tells");
}

#[test]
fn deployment_that_failed_or_was_taken_back_is_not_live() {
    let mut story = Story::new();
    story.deploy(2, 3, "cart", ReleaseResult::Success);
    story.deploy(3, 4, "cart", ReleaseResult::Failure);
    story.deploy(4, 4, "cart", ReleaseResult::RolledBack);
    assert_eq!(story.rung(|_| {}), (Rung::Deployment, Some(3)));
    // Only what was taken back holds the defect, so it ran then.
    story.introduced = 4;
    assert_eq!(story.rung(|_| {}), (Rung::Deployment, Some(4)));
}

#[test]
fn affected_version_is_next_and_may_be_written_in_several_ways() {
    let mut story = Story::new();
    for (field, number) in [("cart-1", 2), ("1", 2), ("v2", 4), ("9; 1, 2", 4)] {
        story.incident.affected_version = Some(field.into());
        assert_eq!(story.rung(|_| {}), (Rung::AffectedVersion, Some(number)), "{field}");
    }
    story.incident.affected_version = Some(story.commits[0].short().to_owned());
    assert_eq!(story.rung(|_| {}), (Rung::AffectedVersion, Some(1)));
    story.incident.affected_version = Some("no such version".into());
    assert_eq!(story.rung(|_| {}).0, Rung::Tag);
    story.starts(4);
    story.incident.affected_version = Some("main".into());
    assert_eq!(story.rung(|_| {}).0, Rung::Tag, "the branch went on after the start");
}

#[test]
fn newest_tag_that_holds_the_introducing_commit_is_next() {
    let mut story = Story::new();
    let moment = story.moment(|_| {});
    assert_eq!((moment.rung, moment.version.as_deref()), (Rung::Tag, Some("cart-2")));
    assert_eq!(story.rung(|r| r.introduced = None), (Rung::Tag, Some(4)));
    // The newest tag does not hold the fifth commit, so no tag tells.
    story.introduced = 5;
    assert_eq!(story.rung(|_| {}).0, Rung::DefaultBranch);
}

#[test]
fn tag_that_holds_a_cherry_pick_holds_the_defect() {
    // add ─┬─ other ── bug (main)
    //      └─ bug again, tagged (release)
    let text = "a = 1\nb = 1\n";
    let bad = "a = 2\nb = 1\n";
    for message in ["faster", "(cherry picked from commit {})"] {
        let mut builder = RepoBuilder::new();
        builder.commit("add", &[("a.py", text)]);
        builder.branch("release");
        builder.checkout("main");
        builder.commit("other", &[("b.py", "y = 1\n")]);
        let bug = builder.commit("faster", &[("a.py", bad)]);
        builder.checkout("release");
        let picked = builder.commit(&message.replace("{}", &bug.0), &[("a.py", bad)]);
        builder.tag("cart-1");
        let mut story = Story::new();
        (story.builder, story.commits) = (builder, vec![picked, bug.clone(), bug.clone(), bug]);

        assert_eq!(story.rung(|_| {}), (Rung::Tag, Some(1)), "{message}");
    }
}

#[test]
fn default_branch_at_the_start_is_next() {
    let mut story = Story::new();
    story.starts(3);
    assert_eq!(story.rung(|r| r.tag_pattern = Some("web-*")), (Rung::DefaultBranch, Some(3)));
}

#[test]
fn fix_parent_and_then_nothing_are_last() {
    let mut story = Story::new();
    story.starts(-1);
    assert_eq!(story.rung(|_| {}), (Rung::FixParent, Some(4)));
    story.incident.started_at = None;
    assert_eq!(story.rung(|_| {}), (Rung::FixParent, Some(4)));
    assert_eq!(story.rung(|r| r.fix_parent = None), (Rung::Unknown, None));
}

#[test]
fn nothing_after_the_start_is_looked_at() {
    let mut story = Story::new();
    story.starts(3);
    story.deploy(4, 4, "cart", ReleaseResult::Success);
    // `cart-2` and the deployment are an hour too late, `cart-1` lacks the introducing commit.
    assert_eq!(story.rung(|_| {}), (Rung::DefaultBranch, Some(3)));
    story.introduced = 1;
    assert_eq!(story.rung(|_| {}), (Rung::Tag, Some(2)));
}

#[test]
fn what_was_caught_before_release_is_read_where_it_was_introduced() {
    let story = Story::new();
    assert_eq!(story.rung(|r| r.caught = true), (Rung::Introduced, Some(3)));
    assert_eq!(story.moment(|r| r.caught = true).kind, MomentKind::Introduced);
    let without = |r: &mut MomentRequest<'_>| (r.caught, r.introduced) = (true, None);
    assert_eq!(story.rung(without), (Rung::FixParent, Some(4)));
}

#[test]
fn other_moments_are_what_their_names_say() {
    let mut story = Story::new();
    assert_eq!(story.rung(|r| r.kind = MomentKind::Introduced), (Rung::Introduced, Some(3)));
    assert_eq!(story.rung(|r| r.kind = MomentKind::FixParent), (Rung::FixParent, Some(4)));
    assert_eq!(story.rung(|r| r.kind = MomentKind::FirstShipped), (Rung::Tag, Some(4)));
    story.deploy(9, 5, "cart", ReleaseResult::Success);
    story.deploy(7, 3, "cart", ReleaseResult::Success);
    story.deploy(6, 2, "cart", ReleaseResult::Success);
    assert_eq!(story.rung(|r| r.kind = MomentKind::FirstShipped), (Rung::Deployment, Some(3)));
}

#[test]
fn defect_that_no_release_holds_was_never_shipped() {
    let mut story = Story::new();
    story.introduced = 5;
    let never = story.ask(|_| {}, |shipping, request| first_shipped(shipping, request).unwrap());
    assert_eq!(never, None);
}
