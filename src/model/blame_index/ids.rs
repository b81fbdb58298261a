//! Object ids by number, and numbers by object id.

/// Object ids of one length, numbered from 0 in the order they were added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ids {
    length: usize,
    bytes: Vec<u8>,
    /// Number + 1 at the place the id's hash gives, or behind it; 0 is free.
    slots: Vec<u32>,
}

impl Ids {
    /// Returns no ids, of `length` bytes each.
    pub(super) fn new(length: usize) -> Self {
        Self { length: length.max(1), bytes: Vec::new(), slots: vec![0; 16] }
    }

    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.bytes.len() / self.length
    }

    /// Returns the id of that number; empty where there is none.
    pub(super) fn get(&self, number: u32) -> &[u8] {
        let start = number as usize * self.length;
        self.bytes.get(start..start + self.length).unwrap_or_default()
    }

    /// Returns the number of an id.
    pub(super) fn number(&self, id: &[u8]) -> Option<u32> {
        match self.slots[self.slot(id)] {
            0 => None,
            taken => Some(taken - 1),
        }
    }

    /// Returns the number of an id, which is added where it is not known. `id` has the length of all.
    pub(super) fn add(&mut self, id: &[u8]) -> u32 {
        let slot = self.slot(id);
        if let Some(known) = self.slots[slot].checked_sub(1) {
            return known;
        }
        let number = self.len() as u32;
        self.bytes.extend(id.iter().chain(std::iter::repeat(&0)).take(self.length));
        self.slots[slot] = number + 1;
        if 2 * self.len() > self.slots.len() {
            self.slots = vec![0; 4 * self.slots.len()];
            for known in 0..=number {
                let slot = self.slot(self.get(known));
                self.slots[slot] = known + 1;
            }
        }
        number
    }

    /// Returns where the id stands, else the free place it would take. A place is always free.
    fn slot(&self, id: &[u8]) -> usize {
        let mut hash = 0_u64;
        for chunk in id.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            hash = (hash.rotate_left(5) ^ u64::from_le_bytes(word))
                .wrapping_mul(0x517c_c1b7_2722_0a95);
        }
        let mask = self.slots.len() - 1;
        let mut slot = (hash >> 20) as usize & mask;
        while self.slots[slot] != 0 && self.get(self.slots[slot] - 1) != id {
            slot = (slot + 1) & mask;
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_ids_lead_to_one_another() {
        let mut ids = Ids::new(20);
        let id = |n: u32| [&n.to_le_bytes()[..], &[7; 16]].concat();
        for number in 0..1000 {
            assert_eq!(ids.add(&id(number)), number);
            assert_eq!(ids.add(&id(number)), number);
        }
        assert_eq!(
            (ids.len(), ids.number(&id(417)), ids.number(&id(1000))),
            (1000, Some(417), None)
        );
        assert_eq!((ids.get(999), ids.get(1000)), (&id(999)[..], &[][..]));
    }
}
