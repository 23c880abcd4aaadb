//! Values that are made once, at first use. The standard library's way needs the standard library, which the engine's
//! module goes without.

use alloc::boxed::Box;
use core::ops::Deref;

use once_cell::race::OnceBox;

/// A value that is made when it is first looked at. Where two threads do so at once, both make it and one is kept.
pub struct Lazy<T> {
    made: OnceBox<T>,
    make: fn() -> T,
}

impl<T> Lazy<T> {
    /// A value that this will make.
    pub const fn new(make: fn() -> T) -> Self {
        Self {
            made: OnceBox::new(),
            make,
        }
    }
}

impl<T> Deref for Lazy<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.made.get_or_init(|| Box::new((self.make)()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_once() {
        static MADE: Lazy<Vec<u8>> = Lazy::new(|| vec![1, 2]);
        assert_eq!(*MADE, [1, 2]);
        assert!(std::ptr::eq(&*MADE, &*MADE));
    }
}
