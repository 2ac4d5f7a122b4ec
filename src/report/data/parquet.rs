//! Parquet: typed columns in groups of rows, written by the format's own library. Days and moments carry their logical
//! types, so that data frames read them as such; points are decimals, exact to the hundredth.

use std::{io, sync::Arc};

use parquet::{
    basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical},
    data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int32Type, Int64Type},
    file::{
        properties::WriterProperties,
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::types::{Type, TypePtr},
};

use super::Error;
use crate::report::dataset::{Cell, Dataset, Head, Kind};

/// Rows held at once.
const GROUP: usize = 20_000;

pub(super) fn write(data: Dataset<'_>, out: impl io::Write + Send) -> Result<(), Error> {
    let fields = data.heads.iter().map(field).collect::<Result<Vec<TypePtr>, _>>()?;
    let schema = Arc::new(Type::group_type_builder(data.name).with_fields(fields).build()?);
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("d42 ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let mut file = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
    let mut rows = data.rows;
    loop {
        let group: Vec<Vec<Cell>> = rows.by_ref().take(GROUP).collect();
        if group.is_empty() {
            break;
        }
        let mut writer = file.next_row_group()?;
        for (column, head) in data.heads.iter().enumerate() {
            let cells = group.iter().filter_map(|row| row.get(column));
            match head.kind {
                Kind::Text | Kind::Code | Kind::Address => put::<ByteArrayType>(&mut writer, cells, bytes),
                Kind::Count | Kind::Moment => put::<Int64Type>(&mut writer, cells, number),
                Kind::Points | Kind::Day => put::<Int32Type>(&mut writer, cells, small),
                Kind::YesNo => put::<BoolType>(&mut writer, cells, |cell| match cell {
                    Cell::YesNo(yes) => Some(*yes),
                    _ => None,
                }),
            }?;
        }
        writer.close()?;
    }
    file.close()?;
    Ok(())
}

fn field(head: &Head) -> Result<TypePtr, Error> {
    let (physical, logical) = match head.kind {
        Kind::Text | Kind::Code | Kind::Address => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Count => (Physical::INT64, None),
        Kind::Points => (Physical::INT32, Some(LogicalType::decimal(2, 9))),
        Kind::YesNo => (Physical::BOOLEAN, None),
        Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
        Kind::Moment => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MILLIS))),
    };
    let mut builder = Type::primitive_type_builder(head.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    if head.kind == Kind::Points {
        builder = builder.with_precision(9).with_scale(2);
    }
    Ok(Arc::new(builder.build()?))
}

/// Writes the next column: the values that are there, and for every row whether one is.
fn put<'c, T: DataType>(
    writer: &mut SerializedRowGroupWriter<'_, impl io::Write + Send>,
    cells: impl Iterator<Item = &'c Cell>,
    value: impl Fn(&Cell) -> Option<T::T>,
) -> Result<(), Error> {
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    for cell in cells {
        let known = value(cell);
        levels.push(i16::from(known.is_some()));
        values.extend(known);
    }
    if let Some(mut column) = writer.next_column()? {
        column.typed::<T>().write_batch(&values, Some(&levels), None)?;
        column.close()?;
    }
    Ok(())
}

fn bytes(cell: &Cell) -> Option<ByteArray> {
    match cell {
        Cell::None => None,
        text => Some(ByteArray::from(text.to_string().into_bytes())),
    }
}

fn number(cell: &Cell) -> Option<i64> {
    match cell {
        Cell::Count(count) => Some(i64::from(*count)),
        Cell::Moment(at) => Some(at.as_millisecond()),
        _ => None,
    }
}

fn small(cell: &Cell) -> Option<i32> {
    match cell {
        Cell::Points(hundredths) => i32::try_from(*hundredths).ok(),
        Cell::Day(day) => {
            let days = day.since(jiff::civil::date(1970, 1, 1)).ok()?;
            Some(days.get_days())
        }
        _ => None,
    }
}
