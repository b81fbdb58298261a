//! Forecasts against outcomes: the Brier score taken apart by isotonic regression.

/// The Brier score in three parts: `brier = miscalibration - discrimination + uncertainty`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Corp {
    /// Mean squared distance from forecast to outcome.
    pub brier: f64,
    /// What a recalibration would take off.
    pub miscalibration: f64,
    /// What the recalibrated forecasts are better than the mean.
    pub discrimination: f64,
    /// The score of the mean itself.
    pub uncertainty: f64,
}

/// Returns the parts of the Brier score of `forecasts` of `outcomes`.
///
/// The forecasts are recalibrated by pooling adjacent violators, equal forecasts pooled first. All
/// parts are 0 or more, without a unit; `None` for no forecasts. Source: Dimitriadis, Gneiting and
/// Jordan (2021), Proceedings of the National Academy of Sciences 118.
pub fn corp(forecasts: &[f64], outcomes: &[bool]) -> Option<Corp> {
    let n = forecasts.len();
    if n == 0 {
        return None;
    }
    let size = n as f64;
    let value = |y: bool| f64::from(u8::from(y));
    let squares = |p: &mut dyn Iterator<Item = f64>| {
        p.zip(outcomes).map(|(p, y)| (p - value(*y)).powi(2)).sum::<f64>() / size
    };
    let brier = squares(&mut forecasts.iter().copied());
    let fitted = isotonic(forecasts, outcomes);
    let recalibrated = squares(&mut fitted.iter().copied());
    let mean = outcomes.iter().map(|y| value(*y)).sum::<f64>() / size;
    let uncertainty = squares(&mut std::iter::repeat_n(mean, n));
    Some(Corp {
        brier,
        miscalibration: brier - recalibrated,
        discrimination: uncertainty - recalibrated,
        uncertainty,
    })
}

/// Returns the outcomes smoothed to grow with the forecasts, in the order given.
#[expect(clippy::float_cmp, reason = "equal forecasts are pooled")]
fn isotonic(forecasts: &[f64], outcomes: &[bool]) -> Vec<f64> {
    struct Block {
        hits: f64,
        size: f64,
        places: Vec<usize>,
    }
    let mut order: Vec<usize> = (0..forecasts.len()).collect();
    order.sort_by(|a, b| forecasts[*a].total_cmp(&forecasts[*b]));
    let mut blocks: Vec<Block> = Vec::new();
    let mut last = f64::NAN;
    for place in order {
        let hits = f64::from(u8::from(outcomes[place]));
        match blocks.last_mut() {
            Some(block) if forecasts[place] == last => {
                block.hits += hits;
                block.size += 1.0;
                block.places.push(place);
            }
            _ => blocks.push(Block { hits, size: 1.0, places: vec![place] }),
        }
        last = forecasts[place];
    }
    let mut pooled: Vec<Block> = Vec::new();
    for mut block in blocks {
        while let Some(before) = pooled.pop() {
            if before.hits * block.size < block.hits * before.size {
                pooled.push(before);
                break;
            }
            let mut places = before.places;
            places.append(&mut block.places);
            block =
                Block { hits: before.hits + block.hits, size: before.size + block.size, places };
        }
        pooled.push(block);
    }
    let mut fitted = vec![0.0; forecasts.len()];
    for block in pooled {
        for place in block.places {
            fitted[place] = block.hits / block.size;
        }
    }
    fitted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_forecasts_come_out_as_by_hand() {
        // Outcomes 0 1 0 1 by forecast: the middle two pool to ½. Recalibrated score
        // (0 + ¼ + ¼ + 0) / 4 = 0.125; the mean ½ scores 0.25.
        let forecasts = [0.1, 0.2, 0.3, 0.8];
        let found = corp(&forecasts, &[false, true, false, true]).unwrap();
        assert!((found.brier - (0.01 + 0.64 + 0.09 + 0.04) / 4.0).abs() < 1e-15);
        assert!((found.discrimination - 0.125).abs() < 1e-15);
        assert!((found.uncertainty - 0.25).abs() < 1e-15);
    }

    #[test]
    fn the_parts_add_up_and_none_is_negative() {
        let forecasts: Vec<f64> = (0..50).map(|i| f64::from(i * 17 % 23) / 23.0).collect();
        let outcomes: Vec<bool> = (0..50).map(|i| i * 7 % 5 == 0).collect();
        let c = corp(&forecasts, &outcomes).unwrap();
        assert!((c.brier - (c.miscalibration - c.discrimination + c.uncertainty)).abs() < 1e-15);
        assert!(c.miscalibration >= 0.0 && c.discrimination >= -1e-15);
        assert_eq!(corp(&[], &[]), None);
    }
}
