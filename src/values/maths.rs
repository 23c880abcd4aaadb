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

/// `base` to the power of `x`.
pub fn power(base: f64, x: f64) -> f64 {
    libm::pow(base, x)
}

/// The same of single precision.
pub fn power_single(base: f32, x: f32) -> f32 {
    libm::powf(base, x)
}

/// The nearest whole number; halves go away from zero.
pub fn round(x: f64) -> f64 {
    libm::round(x)
}

/// The nearest whole number below.
pub fn floor(x: f64) -> f64 {
    libm::floor(x)
}
