//! What of floats the core library lacks; the same to the last bit in a browser and outside.

/// The square root.
pub fn root(of: f64) -> f64 {
    libm::sqrt(of)
}

/// e to the power of `x`.
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// The natural logarithm.
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// `base`, which is above 0, to the power of `x`.
pub fn power(base: f64, x: f64) -> f64 {
    exp(x * ln(base))
}

/// 10 to the power of a whole number.
pub fn ten_to(places: u32) -> f64 {
    // Beyond 308 it is infinite.
    (0..places.min(400)).fold(1.0, |power, _| power * 10.0)
}

/// The nearest whole number; halves go away from zero.
pub fn round(x: f64) -> f64 {
    libm::round(x)
}

/// The nearest whole number below.
pub fn floor(x: f64) -> f64 {
    libm::floor(x)
}
