//! The steps at which the world can fail. Every call on the system goes past here; a test can make any of them fail.

#[cfg(not(all(test, unix)))]
#[expect(clippy::unnecessary_wraps, reason = "in a test it can fail")]
#[inline(always)]
pub(super) fn at(_: &'static str) -> std::io::Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
pub(super) use plan::at;

#[cfg(all(test, unix))]
pub(super) mod plan {
    //! What a test lets go wrong, on its own thread.

    use std::cell::RefCell;
    use std::io;

    /// What happens from the chosen step on.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(in crate::store) enum Fault {
        /// This step fails with that number of the system; the later ones do not.
        Once(i32),
        /// This step and all later ones fail.
        Always(i32),
        /// The process ends on entering the step.
        Abort,
    }

    #[derive(Debug, Default)]
    struct Plan {
        passed: Vec<&'static str>,
        fault: Option<(usize, Fault)>,
    }

    thread_local! {
        static PLAN: RefCell<Plan> = RefCell::default();
    }

    /// A new plan: the step of that number (from zero) brings the fault.
    pub(in crate::store) fn begin(fault: Option<(usize, Fault)>) {
        PLAN.with_borrow_mut(|plan| *plan = Plan { passed: Vec::new(), fault });
    }

    /// Ends the plan: the names of the steps that were passed, in order.
    pub(in crate::store) fn end() -> Vec<&'static str> {
        PLAN.take().passed
    }

    pub(in crate::store) fn at(name: &'static str) -> io::Result<()> {
        PLAN.with_borrow_mut(|plan| {
            let number = plan.passed.len();
            plan.passed.push(name);
            match plan.fault {
                Some((at, Fault::Once(error))) if number == at => Err(io::Error::from_raw_os_error(error)),
                Some((at, Fault::Always(error))) if number >= at => Err(io::Error::from_raw_os_error(error)),
                Some((at, Fault::Abort)) if number == at => std::process::abort(),
                _ => Ok(()),
            }
        })
    }
}
