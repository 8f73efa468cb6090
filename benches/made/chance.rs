//! Chance that can be repeated: splitmix64.

/// A sequence of numbers that follows from its seed.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// The sequence of the `number`th thing that is made from a seed: none of them depends on another.
    pub fn of(seed: u64, number: u64) -> Self {
        let mut chance = Self(seed ^ number.wrapping_mul(0xA076_1D64_78BD_642F));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both among them.
    pub fn from(&mut self, low: u32, high: u32) -> u32 {
        let span = u64::from(high - low) + 1;
        low + (((self.next() >> 32) * span) >> 32) as u32
    }

    /// Whether what happens `times` times in a thousand happens.
    pub fn happens(&mut self, times: u32) -> bool {
        self.from(1, 1000) <= times
    }

    /// One of several.
    pub fn one<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.from(0, of.len() as u32 - 1) as usize]
    }

    /// `count` of several, each once, in their order.
    pub fn some<T: Copy + Ord>(&mut self, count: usize, of: &[T]) -> Vec<T> {
        let mut all = of.to_vec();
        for at in 0..count {
            let other = self.from(at as u32, all.len() as u32 - 1) as usize;
            all.swap(at, other);
        }
        all.truncate(count);
        all.sort_unstable();
        all
    }
}
