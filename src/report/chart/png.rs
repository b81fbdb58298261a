//! SVG to PNG with the fonts that were named and nothing of the machine.

use png::{BitDepth, ColorType, Compression, Encoder, Filter, PixelDimensions, Unit};
use resvg::tiny_skia::{Pixmap, PremultipliedColorU8, Transform};

use super::error::ChartError;
use super::fonts::Fonts;
use super::picture;

/// Pixels per logical px that fill a full-HD slide.
pub const DEFAULT_SCALE: f32 = 2.0;

/// Logical px per inch: 1 px is 1 pt on a slide of 13.33 inches.
const PX_PER_INCH: f32 = 72.0;

/// Widest and highest picture drawn.
const LARGEST: f32 = 16_384.0;

/// Returns the picture as a PNG; `dpi`, where given, sets the scale.
///
/// An opaque picture has no alpha channel. The resolution is written to the file, so that it keeps
/// its size in print.
pub fn encode(
    svg: &str,
    scale: f32,
    dpi: Option<u32>,
    fonts: &Fonts,
) -> Result<Vec<u8>, ChartError> {
    let scale = dpi.map_or(scale, |dpi| dpi as f32 / PX_PER_INCH);
    let tree = picture::tree(svg, fonts)?;
    let (own_width, own_height) = (tree.size().width(), tree.size().height());
    let (width, height) = (own_width * scale, own_height * scale);
    let size = || ChartError::Size { width: width as u64, height: height as u64 };
    if !(1.0..=LARGEST).contains(&width) || !(1.0..=LARGEST).contains(&height) {
        return Err(size());
    }
    let mut pixmap = Pixmap::new(width.round() as u32, height.round() as u32).ok_or_else(size)?;
    let fill = Transform::from_scale(
        pixmap.width() as f32 / own_width,
        pixmap.height() as f32 / own_height,
    );
    resvg::render(&tree, fill, &mut pixmap.as_mut());
    write(&pixmap, scale * PX_PER_INCH)
}

fn write(pixmap: &Pixmap, dots_per_inch: f32) -> Result<Vec<u8>, ChartError> {
    let pixels = pixmap.pixels().iter().map(PremultipliedColorU8::demultiply);
    let opaque = pixmap.pixels().iter().all(|pixel| pixel.alpha() == u8::MAX);
    let (color, data): (_, Vec<u8>) = if opaque {
        (ColorType::Rgb, pixels.flat_map(|p| [p.red(), p.green(), p.blue()]).collect())
    } else {
        (ColorType::Rgba, pixels.flat_map(|p| [p.red(), p.green(), p.blue(), p.alpha()]).collect())
    };
    let dots_per_metre = (dots_per_inch / 0.0254).round() as u32;
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    encoder.set_color(color);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::High);
    // Flat colours repeat themselves: differences between neighbours would take a quarter more.
    encoder.set_filter(Filter::NoFilter);
    encoder.set_pixel_dims(Some(PixelDimensions {
        xppu: dots_per_metre,
        yppu: dots_per_metre,
        unit: Unit::Meter,
    }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::{ChartError, ColorType, Fonts, PixelDimensions};

    const DOT: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"2\"> \
        <rect width=\"4\" height=\"2\" fill=\"#0072b2\"/></svg>";

    fn info(bytes: &[u8]) -> (u32, u32, ColorType, Option<PixelDimensions>) {
        let reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        let info = reader.info();
        (info.width, info.height, info.color_type, info.pixel_dims)
    }

    fn encode(svg: &str, scale: f32, dpi: Option<u32>) -> Result<Vec<u8>, ChartError> {
        super::encode(svg, scale, dpi, &Fonts::bundled())
    }

    #[test]
    fn dots_per_inch_set_the_scale_and_stand_in_the_file() {
        let (width, height, color, dims) = info(&encode(DOT, 1.0, Some(300)).unwrap());
        // 300 / 72 = 4.17; 4 × 4.17 = 16.7 and 2 × 4.17 = 8.3; 300 / 0.0254 = 11811.
        assert_eq!((width, height, color), (17, 8, ColorType::Rgb));
        assert_eq!(dims.unwrap().xppu, 11_811);
    }

    #[test]
    fn an_empty_background_keeps_its_transparency() {
        let ring = DOT.replace("<rect width=\"4\"", "<rect width=\"2\"");
        assert_eq!(info(&encode(&ring, 1.0, None).unwrap()).2, ColorType::Rgba);
    }

    #[test]
    fn a_picture_without_pixels_or_beyond_the_limit_is_refused() {
        for scale in [0.0, 1e6, f32::NAN] {
            assert!(matches!(encode(DOT, scale, None), Err(ChartError::Size { .. })));
        }
        assert!(matches!(encode("<svg", 1.0, None), Err(ChartError::Svg(_))));
    }
}
